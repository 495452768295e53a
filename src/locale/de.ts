import type {Messages} from './en.js';

const comments = (count: number): string => (count === 1 ? '1 Kommentar' : `${String(count)} Kommentare`);

/** German. */
export const de: Messages = {
  locale: 'de',

  heading: (count) => (count ? comments(count) : 'Kommentare'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Ein Kommentar;' : `${comments(count)};`) : 'Kommentare',

  sortLabel: 'Sortieren nach',
  sortNewest: 'Neueste',
  sortOldest: 'Älteste',
  sortTop: 'Am meisten empfohlen',

  policyHeading: 'Diskussionsregeln',
  policyText: (publisher) =>
    'Kommentare sind willkommen, und für das, was Sie schreiben, sind Sie selbst verantwortlich. Beschimpfungen, ' +
    'persönliche Angriffe und andere unangemessene Inhalte sind nicht erlaubt. ' +
    `${publisher} kann alle sperren, die gegen diese Regeln verstoßen.`,
  policyPublisher: 'Die Redaktion',
  policyLink: 'Alle Regeln lesen',

  listLabel: 'Kommentare',
  anonymous: 'Anonym',
  said: (name) => `${name} schreibt:`,
  inReplyTo: (name) => `als Antwort an ${name}`,
  orphan: 'Antwort auf einen Kommentar, der nicht verfügbar ist',
  edited: (time) => `Bearbeitet um ${time}`,
  staff: 'Redaktion',
  tombstoneRemoved: 'Dieser Kommentar wurde von der Moderation entfernt.',
  tombstoneDeleted: 'Dieser Kommentar wurde von seiner Verfasserin oder seinem Verfasser gelöscht.',
  held: 'Wird noch geprüft. Nur Sie können dies sehen.',
  rejected: 'Dieser Kommentar wurde nicht veröffentlicht.',
  sending: 'Wird gesendet…',
  reply: 'Antworten',
  replyTo: (name) => `Antworten an ${name}`,
  continueReply: 'Antwort fortsetzen',
  continueReplyTo: (name) => `Antwort fortsetzen an ${name}`,
  recommend: (count) => (count > 0 ? `Empfehlen ${String(count)}` : 'Empfehlen'),
  recommendBy: (name, count) =>
    count > 0 ? `Empfehlen ${String(count)}, Kommentar von ${name}` : `Empfehlen: Kommentar von ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Weitere Kommentare anzeigen (noch ${String(left)})`
      : 'Weitere Kommentare anzeigen',
  showReplies: (left) =>
    left === 1 ? '1 weitere Antwort anzeigen' : `${String(left)} weitere Antworten anzeigen`,
  share: 'Teilen',
  shareBy: (name) => `Teilen: Kommentar von ${name}`,
  linkCopied: 'Link kopiert.',
  hideReplies: (count, name) =>
    count === 1 ? `1 Antwort an ${name} ausblenden` : `${String(count)} Antworten an ${name} ausblenden`,
  unfoldReplies: (count, name) =>
    count === 1 ? `1 Antwort an ${name} einblenden` : `${String(count)} Antworten an ${name} einblenden`,
  featured: (by) => (by === null ? 'Hervorgehoben.' : `Hervorgehoben von ${by}.`),
  featuredHeading: 'Hervorgehobene Kommentare',
  newComments: (count) => (count === 1 ? '1 neuer Kommentar' : `${String(count)} neue Kommentare`),
  empty: 'Noch keine Kommentare. Schreiben Sie den ersten.',
  emptyReadonly: 'Noch keine Kommentare.',
  loadFailed: 'Die Kommentare konnten nicht geladen werden.',
  partFailed: 'Einige Kommentare konnten nicht geladen werden.',
  codeMissing: 'Ein Teil der Diskussion konnte nicht geladen werden.',
  tryAgain: 'Noch einmal versuchen',
  closed: (date) =>
    date === null
      ? 'Es kann nicht mehr kommentiert werden.'
      : `Seit dem ${date} kann nicht mehr kommentiert werden.`,

  formHeading: 'Kommentar schreiben',
  bodyLabel: 'Ihr Kommentar',
  nameLabel: 'Name',
  emailLabel: 'E-Mail',
  emailHint: 'Wird anderen nicht gezeigt.',
  urlLabel: 'Website',
  optional: '(freiwillig)',
  postingAs: (name) => `Sie schreiben als ${name}`,
  post: 'Kommentar absenden',
  postReply: 'Antwort absenden',
  posting: 'Wird gesendet…',
  cancel: 'Abbrechen',
  retry: 'Erneut versuchen',
  draftKept: 'Entwurf aufbewahrt.',
  charactersLeft: (count) => `Noch ${String(count)} Zeichen`,
  charactersOver: (count) => `${String(count)} Zeichen zu viel`,
  bodyMissing: 'Bitte schreiben Sie etwas, bevor Sie absenden.',
  bodyTooLong: (limit) => `Bitte kürzen Sie Ihren Kommentar auf ${String(limit)} Zeichen.`,
  nameMissing: 'Bitte geben Sie einen Namen an.',
  emailMissing: 'Bitte geben Sie eine E-Mail-Adresse an. Sie wird nicht gezeigt.',
  emailInvalid: 'Bitte prüfen Sie die E-Mail-Adresse.',
  urlInvalid: 'Bitte prüfen Sie die Webadresse. Sie beginnt mit https://',
  posted: 'Kommentar veröffentlicht.',
  heldSaid: 'Ihr Kommentar wird noch geprüft. Nur Sie können ihn sehen.',
  commentUpdated: 'Kommentar geändert.',
  commentDeleted: 'Kommentar gelöscht.',
  reportSent: 'Meldung abgeschickt.',
  notSent: 'Ihr Kommentar wurde nicht gesendet. Ihr Text ist noch da.',
  preview: 'Vorschau',
  formattingHelp: 'Hilfe zur Formatierung',
  formattingTyped: 'Sie schreiben',
  formattingLooks: 'So sieht es aus',
  formattingWords: {
    strong: 'wichtig',
    emphasis: 'betont',
    deleted: 'zurückgenommen',
    link: 'ein Link',
    quote: 'ein Zitat',
    item: 'ein Punkt einer Liste',
    code: 'Code',
  },
  postedElsewhere: 'Sie haben das in einem anderen Tab veröffentlicht.',
  notOpened:
    'Die Diskussion konnte nicht geladen werden, das Senden kann also misslingen. Ihr Text bleibt hier erhalten.',
  keptWords: 'Hier kann nicht mehr geschrieben werden. Ihr Text wurde nicht gesendet; hier ist er.',
  rememberMe: 'Auf diesem Gerät merken, wer ich bin',
  draftSaved: 'Entwurf auf diesem Gerät gespeichert',
  draftNotKept:
    'Dieser Browser behält keine Entwürfe. Bitte kopieren Sie Ihren Text, bevor Sie die Seite verlassen.',
  draftRestored: 'Ihr Entwurf ist wieder da.',
  draftDiscarded: 'Entwurf verworfen.',
  discard: 'Verwerfen',
  showOtherDraft: 'Ihren anderen Entwurf zeigen',
  maybeSent: 'Er kann trotzdem erschienen sein. Bitte sehen Sie nach, bevor Sie ihn noch einmal senden.',
  letterStopped: 'Er wurde nicht gesendet. Ihr Text ist aufgehoben.',
  mayPostAgain: 'Sie können jetzt wieder schreiben.',
  willBeSentOnline: 'Wird gesendet, sobald Sie wieder online sind.',
  willBeSentAt: (time) => `Wird um ${time} gesendet.`,
  willBeSentAgain: 'Die Seite antwortet nicht. Sobald sie es tut, wird gesendet.',
  sendNow: 'Jetzt senden',
  takeBack: 'Zurücknehmen',
  takenBack: 'Er wird nicht gesendet. Ihr Text steht wieder im Formular.',
  notTakenBack: 'Er kann gerade nicht zurückgenommen werden.',

  errors: {
    validation: 'Bitte prüfen Sie Ihre Angaben.',
    duplicate: 'Diesen Kommentar haben Sie schon abgeschickt.',
    'rate-limited':
      'Sie schreiben zu schnell. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
    closed: 'Die Diskussion wurde inzwischen geschlossen.',
    'blocked-words': 'Ihr Kommentar enthält Wörter, die hier nicht veröffentlicht werden.',
    'login-required': 'Bitte melden Sie sich an und senden Sie noch einmal.',
    forbidden: 'Das dürfen Sie nicht.',
    'captcha-required': 'Die Website möchte sicher sein, dass Sie ein Mensch sind.',
    'not-found': 'Der Kommentar ist nicht mehr da.',
    gone: 'Der Kommentar wurde inzwischen entfernt.',
    conflict: 'Die Diskussion hat sich inzwischen geändert. Bitte sehen Sie noch einmal nach.',
    'edit-window-closed': 'Die Zeit, diesen Kommentar zu ändern, ist vorbei.',
    offline: 'Sie sind offline.',
    timeout: 'Die Website hat zu lange nicht geantwortet.',
    server: 'Das hat auf der Website gerade nicht geklappt.',
    malformed: 'Die Antwort der Website war nicht lesbar.',
    unsupported: 'Das bietet diese Website nicht an.',
  },
  policyChanged:
    'Die Regeln dieser Diskussion haben sich geändert. Bitte lesen Sie sie, und senden Sie dann noch einmal.',
  rateLimitedUntil: (time) => `Um ${time} können Sie wieder schreiben.`,

  missingComment: 'Diesen Kommentar gibt es nicht, oder er wurde entfernt.',
  offline: 'Sie sind offline. Was Sie sehen, ist vielleicht nicht aktuell.',
  notKept: 'Dieser Browser bewahrt Kommentare nicht auf: Mit dem Fenster verschwinden sie.',
  blocked: (date) =>
    date === null
      ? 'Die Redaktion lässt Sie hier nicht mehr schreiben.'
      : `Die Redaktion lässt Sie hier bis ${date} nicht schreiben.`,
  blockedBecause: (reason) => `Ihre Begründung: ${reason}`,
  loginNeeded: 'Melden Sie sich an, um mitzudiskutieren.',
  signIn: 'Anmelden',

  beforeYouPost: 'Bevor Sie senden',
  findings: {
    profanity: 'Das könnte ein Schimpfwort sein.',
    'personal-attack': 'Das könnte ein persönlicher Angriff sein.',
    shouting: 'Das ist in Großbuchstaben geschrieben.',
    'repeated-characters': 'Ein Zeichen wird oft wiederholt.',
    links: 'Es sind viele Links.',
    'contact-details': 'Diese Adresse oder Nummer sehen alle.',
    'too-short': 'Das ist sehr kurz.',
    'too-long': 'Das ist sehr lang.',
    words: 'Die Zeitung möchte diese Wörter lieber nicht sehen.',
  },
  findingOther: 'Das könnte gegen eine Regel verstoßen.',
  findingBlocks: 'Bitte ändern Sie es, bevor Sie senden.',
  postAnyway: 'Trotzdem senden',
  sendForReview: 'Zur Prüfung senden',
  editComment: 'Kommentar bearbeiten',
  policyRead: 'Ich habe die Regeln gelesen.',
  policyReadMissing: 'Bitte bestätigen Sie, dass Sie die Regeln gelesen haben.',

  edit: 'Bearbeiten',
  remove: 'Löschen',
  report: 'Melden',
  mute: 'Autor stummschalten',
  moreActions: (name) => `Weitere Aktionen zum Kommentar von ${name}`,
  editLabel: 'Ihren Kommentar bearbeiten',
  editMinutes: (count) =>
    count === 1
      ? 'Sie können das noch 1 Minute lang ändern.'
      : `Sie können das noch ${String(count)} Minuten lang ändern.`,
  save: 'Speichern',
  deleteHeading: 'Ihren Kommentar löschen?',
  deleteText: 'Seine Worte sind dann endgültig weg. Antworten darauf bleiben.',
  deleteConfirm: 'Löschen',
  reportHeading: 'Diesen Kommentar melden',
  reportReason: 'Was stimmt damit nicht?',
  reportReasons: {
    profanity: 'Schimpfwörter',
    'personal-attack': 'Persönlicher Angriff',
    spam: 'Werbung oder Spam',
    other: 'Etwas anderes',
    illegal: 'Rechtswidriger Inhalt',
    disagree: 'Ich bin anderer Meinung',
  },
  reportDisagree: 'Andere Meinungen sind hier willkommen. Sie können stattdessen antworten.',
  reportText: 'Sagen Sie uns mehr',
  reportReasonMissing: 'Bitte wählen Sie einen Grund.',
  reportTextMissing: 'Bitte sagen Sie, was daran rechtswidrig ist.',
  reportSend: 'Meldung senden',
  reported: 'Sie haben diesen Kommentar gemeldet.',
  showAnyway: 'Trotzdem anzeigen',
  muted: (name) => `Sie haben ${name} auf diesem Gerät stummgeschaltet.`,
  unmute: 'Wieder anzeigen',
  mutedSaid: 'Autor stummgeschaltet.',
  copyText: 'Text kopieren',
  textCopied: 'Text kopiert.',

  sorted: {
    newest: 'Nach Neuesten sortiert.',
    oldest: 'Nach Ältesten sortiert.',
    top: 'Nach Empfehlungen sortiert.',
  },
  moreShown: (count) => (count === 1 ? '1 weiterer Kommentar.' : `${String(count)} weitere Kommentare.`),
  backOnline: 'Sie sind wieder online.',

  count: (count) =>
    count === null ? 'Kommentare' : count === 0 ? 'Als Erste kommentieren' : comments(count),
  countClosed: (count) => `${comments(count)}, geschlossen`,
};
