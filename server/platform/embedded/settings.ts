// The server's settings: safe for data, fit for a small site, never reachable from outside this machine.

export interface SettingsOptions {
  port: number;
  isDurable: boolean;
  maxConnections: number;
}

/** Command-line arguments for `postgres`; they win over whatever stands in the cluster's own files. */
export function listSettings({ port, isDurable, maxConnections }: SettingsOptions): string[] {
  const safety = isDurable ? 'on' : 'off';
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    password_encryption: 'scram-sha-256',
    fsync: safety,
    synchronous_commit: safety,
    full_page_writes: safety,
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    client_encoding: 'UTF8',
    // One file per weekday, overwritten a week later: the log never outgrows seven days.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    log_truncate_on_rotation: 'on',
    log_file_mode: '0600',
    log_line_prefix: '%m [%p] %u@%d ',
    log_checkpoints: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
