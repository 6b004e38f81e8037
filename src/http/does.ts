import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Action } from '../rules/policy.js';

export const DOES = 'yttra:does';
/** Where `openapi.json` says which action an operation is. */
export const ACTION_EXTENSION = 'x-action';

/**
 * Says which action a route is. It permits nothing: that is for the use case, which knows the record. `CheckActions`
 * holds the routes to the policy when the service starts, and the API's description is told the same.
 */
export const Does = (action: Action) =>
  applyDecorators(SetMetadata(DOES, action), ApiExtension(ACTION_EXTENSION, action));
