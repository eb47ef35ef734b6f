import { MapReply, SetReply, Status, type Reply } from '../../reply.js';
import type { Library, LibraryFunction } from '../../scripting/function-registry.js';

/** A library as FUNCTION LIST tells of it. */
export function libraryReply(library: Library, withCode: boolean): Reply {
  const words: Reply[] = [
    'library_name',
    library.name,
    'engine',
    'LUA',
    'functions',
    library.functions.map(functionReply),
  ];
  if (withCode) words.push('library_code', library.code);
  return new MapReply(words);
}

function functionReply({ name, description, flags }: LibraryFunction): Reply {
  return new MapReply([
    'name',
    name,
    'description',
    description ?? null,
    'flags',
    new SetReply(flags.map((flag) => new Status(flag))),
  ]);
}
