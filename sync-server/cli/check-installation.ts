import { existsSync } from 'node:fs';
import { couchDirectoryStore } from '../directory/directory-store.ts';
import type { Verb } from './verb.ts';

/** Looks at an installation and says what is wrong with it. */
export const checkInstallation: Verb = {
  usage: '',
  does: 'says whether this installation is sound',
  async run({ couch, config, print }) {
    const built = existsSync(`${config.buildDir}/policies.json`);
    const up = await couch.isUp();
    const organisations = up ? (await couchDirectoryStore(couch.database('directory')).listAll()).length : 0;
    print(`pages          ${built ? 'built' : 'not built: npm run build'}`);
    print(`store          ${config.couchUrl === undefined ? 'embedded' : 'CouchDB'}, ${up ? 'answers' : 'does not answer'}`);
    print(`organisations  ${organisations}${organisations === 0 ? ': start the server once, or import a file' : ''}`);
    print(`keyring        ${'text' in config.keyring ? 'in the environment' : existsSync(config.keyring.path) ? 'there; back it up apart from the database' : 'made at the first start'}`);
    print(`mail           ${config.providers.smtp ? 'by SMTP' : nobody}`);
    print(`text messages  ${config.providers.twilio ? 'by Twilio' : nobody}`);
    print(`demo           ${config.demo ? 'on: demo accounts, and every message readable at /dev/mailbox. Set JASMINE_DEMO=0 where real people sign up' : 'off'}`);
    return built && up && organisations > 0 ? 0 : 1;
  }
};

const nobody = 'nobody: files in DATA_DIR/mailbox';
