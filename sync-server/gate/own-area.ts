import { signedIn, type Who } from '../accounts/identity.ts';
import { ApiError } from '../errors.ts';
import type { ApiCall } from '../http/api.ts';

/** The department that is asked for. Refused in the same words whether or not there is anything in it. */
export function ownArea({ who, param }: ApiCall<unknown, Who>): string {
  const area = param('dept');
  if (!signedIn(who).account.profile.areas.includes(area)) throw new ApiError(403, 'not_your_area', 'This department is not among the areas of the account.');
  return area;
}
