import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../rules/problem.js';

/** What is not a number from 1, as records are counted, names no record: answered like any other absent one. */
@Injectable()
export class RecordNumber implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new NotFound();
    return Number(value);
  }
}
