import { describe, expect, it } from 'vitest';
import { Addresses } from './methods.ts';

function known(): Addresses {
  const addresses = new Addresses();
  addresses.add('/api/courses/:id/', ['GET', 'PATCH']);
  addresses.add('/api/courses/:id/', ['DELETE']);
  addresses.add('/api/courses/export/', ['GET']);
  addresses.add('/api/courses/', ['POST']);
  addresses.add('/api/:anything/:id/:part/', ['GET']);
  addresses.add('/api/courses/:id/modules/', ['PUT']);
  return addresses;
}

describe('the methods that an address answers', () => {
  it.each([
    ['/api/courses/', ['POST']],
    ['/api/courses', ['POST']],
    ['/api/courses/5/', ['DELETE', 'GET', 'HEAD', 'PATCH']],
    ['/api/courses/5', ['DELETE', 'GET', 'HEAD', 'PATCH']],
    ['/api/courses/export/', ['GET', 'HEAD']],
    ['/api/courses/5/modules/', ['PUT']],
    ['/api/courses/5/lessons/', ['GET', 'HEAD']],
    ['/api/Courses/', null],
    ['/api/courses//', null],
    ['/api//5/', null],
    ['/api/courses/5/modules/6/', null],
    ['/', null],
    ['', null],
  ])('%s', (path, methods) => {
    const found = known().methodsAt(path);
    expect(found && [...found].toSorted()).toEqual(methods);
  });
});
