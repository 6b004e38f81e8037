import 'reflect-metadata';
import { sayWhyItEnds } from './operating/last-words.js';
import { runCommand } from './run-command.js';

sayWhyItEnds();
process.exitCode = await runCommand(process.argv.slice(2), process.env);
