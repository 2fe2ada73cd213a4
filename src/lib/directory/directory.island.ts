import { startIsland } from '$lib/ui/start-island.ts';
import DirectoryIsland from './DirectoryIsland.svelte';

startIsland('directory', DirectoryIsland);
