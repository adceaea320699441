// What the fields of a profile hold. Pure.

export type ProfileValues = {
  display_name: string;
  phone_number: string;
  department: string;
  position: string;
  bio: string;
  time_zone: string;
  language: string;
};

/** Where a profile comes from may leave a field out (a trainer does not see phone numbers). */
export function profileValues(from: {
  display_name: string;
  phone_number?: string;
  department: string | null;
  position: string | null;
  bio: string;
  time_zone: string;
  language: string;
}): ProfileValues {
  const { display_name, phone_number = '', department, position, bio, time_zone, language } = from;
  return {
    display_name,
    phone_number,
    department: department ?? '',
    position: position ?? '',
    bio,
    time_zone,
    language,
  };
}
