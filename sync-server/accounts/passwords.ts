import { readFileSync } from 'node:fs';
import { hash, verify } from '@node-rs/argon2';
import { passwordProblem, type PasswordProblem } from '../../src/domain/password-rules.ts';

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. The package's default algorithm is Argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time when there is no hash to compare with: nobody learns who has an account. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  problem(password: string, username: string): PasswordProblem | undefined;
}

/** `commonPath`: a JSON list, in small letters, of what everybody tries first (made by the build). */
export async function createPasswords(commonPath: string): Promise<Passwords> {
  const common = new Set(JSON.parse(readFileSync(commonPath, 'utf8')) as string[]);
  const ofNobody = await hash('the password of nobody', cost);
  return {
    hash: (password) => hash(normal(password), cost),
    verify: async (known, password) => {
      const fits = await verify(known ?? ofNobody, normal(password));
      return fits && known !== undefined;
    },
    problem: (password, username) => passwordProblem(normal(password), username, (plain) => common.has(plain))
  };
}

/** NIST SP 800-63B, 3.1.1.2: the same letters from two keyboards are the same password. */
function normal(password: string): string {
  return password.normalize('NFKC');
}
