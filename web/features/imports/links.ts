// Addresses around imports.
export const importsHref = '/teach/imports';
export const importHref = (id: string): string => `${importsHref}/${id}`;
export const courseHref = (course_id: string): string => `/teach/courses/${course_id}`;
