// Modules that exist only in the build.
declare module 'virtual:theme-variables.css';
