// Modules that exist only in the build.
declare module 'virtual:theme-variables.css';

/** Of vite, as far as we use it. */
interface ImportMeta {
  readonly env: { readonly VITE_VERSION: string; readonly PROD: boolean };
}
