import type { Service } from './service.js';

/** Every route of the service, as `get /path/{id}`. Fastify prints a tree; each leaf names the methods of one path. */
export function routesOf({ app }: Service): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const stack: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)(?:├──|└──) (\S*)(?: \((.+)\))?/u.exec(line);
    if (!match) return [];
    const depth = match[1]!.length / 4;
    stack.length = depth;
    stack.push(match[2]!);
    const path = stack.join('');
    const methods = (match[3] ?? '')
      .split(', ')
      .filter((method) => method && method !== 'HEAD' && method !== 'OPTIONS');
    return methods.map((method) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  });
}
