#!/usr/bin/env node
// The program: standard streams, signals, and the exit code of the command.
import { processIo } from './io.js';
import { runProgram } from './program.js';
import { interruptions } from './signals.js';

process.exitCode = await runProgram(process.argv.slice(2), processIo(interruptions()), (report) =>
  process.on('uncaughtException', async (error) => process.exit(await report(error))),
);
