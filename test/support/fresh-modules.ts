import { vi } from 'vitest';

// Suites that share a process share the packages that it has loaded, and nothing of ours: secrets register themselves.
vi.resetModules();
