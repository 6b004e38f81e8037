import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFound } from '../rules/problem.js';

/** What is not an id names no record: answered like any other absent one. */
@Injectable()
export class RecordId implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw new NotFound();
    return value.toLowerCase();
  }
}
