// Sends a file by XMLHttpRequest, because `fetch` cannot report the progress of an upload.

type SendOptions = {
  url: string;
  method?: 'POST' | 'PUT';
  headers?: Readonly<Record<string, string>>;
  /** Name of the file's part in the form; the raw file is sent without it. */
  field?: string;
  /** Further parts of the form. */
  parts?: Readonly<Record<string, string>>;
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** @returns the parsed answer. @throws the problem document of a refusal, or a TypeError when nothing was reached */
export function sendWithProgress<Answer>(file: File, options: SendOptions): Promise<Answer> {
  const { url, method = 'POST', headers = {}, field, parts = {}, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = 'json';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () =>
      request.status < 300 ? resolve(request.response as Answer) : reject(request.response);
    request.onerror = () => reject(new TypeError('The server cannot be reached'));
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (field === undefined) return request.send(file);
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) form.append(name, value);
    form.append(field, file);
    request.send(form);
  });
}
