import type { Views } from '$lib/shell/app-shell.svelte.ts';

/** Which feature shows which view. Each is fetched when it is first opened. */
export const views: Views = {
  start: { load: () => import('$lib/accounts/StartView.svelte'), texts: ['app'] },
  'sign-in': { load: () => import('$lib/accounts/SignInView.svelte'), texts: ['accounts'] },
  'sign-up': { load: () => import('$lib/accounts/SignUpView.svelte'), texts: ['accounts'] },
  'confirm-contact': { load: () => import('$lib/accounts/ConfirmContactView.svelte'), texts: ['accounts'] },
  'forgot-password': { load: () => import('$lib/accounts/ForgotPasswordView.svelte'), texts: ['accounts'] },
  'new-password': { load: () => import('$lib/accounts/NewPasswordView.svelte'), texts: ['accounts'] },
  invitation: { load: () => import('$lib/accounts/InvitationView.svelte'), texts: ['accounts'] },
  'second-factor': { load: () => import('$lib/accounts/SecondFactorView.svelte'), texts: ['accounts'] },
  account: { load: () => import('$lib/accounts/AccountView.svelte'), texts: ['account'] },
  contacts: { load: () => import('$lib/accounts/ContactsView.svelte'), texts: ['account'] },
  'change-password': { load: () => import('$lib/accounts/ChangePasswordView.svelte'), texts: ['account'] },
  sessions: { load: () => import('$lib/accounts/SessionsView.svelte'), texts: ['account'] },
  'my-data': { load: () => import('$lib/accounts/MyDataView.svelte'), texts: ['account'] },
  'new-sponsor': { load: () => import('$lib/accounts/NewSponsorView.svelte'), texts: ['account'] },
  sponsorships: { load: () => import('$lib/sponsorship/SponsorshipsView.svelte'), texts: ['sponsorship'] },
  alerts: { load: () => import('$lib/alerts/AlertsView.svelte'), texts: ['alerts', 'choices', 'places', 'pocket'] },
  alert: { load: () => import('$lib/alerts/AlertView.svelte'), texts: ['alerts', 'choices', 'pocket'] },
  news: { load: () => import('$lib/alerts/NewsView.svelte'), texts: ['alerts'] },
  pocket: { load: () => import('$lib/alerts/PocketView.svelte'), texts: ['pocket'] },
  notes: { load: () => import('$lib/alerts/NotesView.svelte'), texts: ['pocket'] },
  report: { load: () => import('$lib/reports/ReportView.svelte'), texts: ['reports', 'choices', 'places'] },
  receipts: { load: () => import('$lib/reports/ReceiptsView.svelte'), texts: ['reports'] },
  receipt: { load: () => import('$lib/reports/ReceiptView.svelte'), texts: ['reports'] },
  'phone-app': { load: () => import('$lib/callshield/PhoneAppView.svelte'), texts: ['callshield'] },
  link: { load: () => import('$lib/callshield/LinkView.svelte'), texts: ['callshield'] }
};
