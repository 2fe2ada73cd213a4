import { startIsland } from '$lib/ui/start-island.ts';
import DoctorIsland from './DoctorIsland.svelte';

startIsland('doctor', DoctorIsland);
