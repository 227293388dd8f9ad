// Links of the publisher's contact and licence.

/** A publisher's contact may be a mail address, a telephone number or a page; anything else is not a link. */
export function contactLink(contact: string): string | undefined {
  if (/^https:\/\//i.test(contact)) return contact;
  if (/^[^\s@:/]+@[^\s@:/]+$/.test(contact)) return `mailto:${contact}`;
  return /^\+?[\d\s()-]{5,}$/.test(contact) ? `tel:${contact.replace(/[^\d+]/g, "")}` : undefined;
}

/** Pages of the licences that open data is published under; others are named without a link. */
export function licenseLink(license: string): string | undefined {
  if (/^https:\/\//i.test(license)) return license;
  const creative = /^CC-(BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?)-(\d\.\d)$/i.exec(license);
  if (creative) return `https://creativecommons.org/licenses/${creative[1]!.toLowerCase()}/${creative[2]}/`;
  return /^CC0-1\.0$/i.test(license) ? "https://creativecommons.org/publicdomain/zero/1.0/" : undefined;
}
