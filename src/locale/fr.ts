import type {Messages} from './en.js';
import {plural} from './plural.js';

/** In French nought is singular. */
const comments = (count: number): string =>
  `${String(count)} ${plural('fr', count, {one: 'commentaire', other: 'commentaires'})}`;

/** French. */
export const fr: Messages = {
  locale: 'fr',

  heading: (count) => (count ? comments(count) : 'Commentaires'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Un commentaire ;' : `${comments(count)} ;`) : 'Commentaires',

  sortLabel: 'Trier par',
  sortNewest: 'Plus récents',
  sortOldest: 'Plus anciens',
  sortTop: 'Plus recommandés',

  policyHeading: 'Charte de discussion',
  policyText: (publisher) =>
    'Les commentaires sont les bienvenus, et chacun répond de ce qu’il publie. Les grossièretés, les attaques ' +
    'personnelles et les autres contenus déplacés ne sont pas admis. ' +
    `${publisher} peut exclure les personnes qui enfreignent ces règles.`,
  policyPublisher: 'La rédaction',
  policyRules: 'Règles',
  policyLink: 'Lire toute la charte',

  writeComment: 'Écrire un commentaire…',
  signInToComment: 'Se connecter pour commenter',

  listLabel: 'Commentaires',
  anonymous: 'Anonyme',
  said: (name) => `${name} a écrit :`,
  inReplyTo: (name) => `en réponse à ${name}`,
  orphan: 'Réponse à un commentaire indisponible',
  edited: (time) => `Modifié à ${time}`,
  staff: 'Rédaction',
  tombstoneRemoved: 'Ce commentaire a été retiré par la modération.',
  tombstoneDeleted: 'Ce commentaire a été supprimé par la personne qui l’avait écrit.',
  held: 'En attente de relecture. Vous seul pouvez voir ce commentaire.',
  rejected: 'Ce commentaire n’a pas été publié.',
  sending: 'Envoi…',
  reply: 'Répondre',
  replyTo: (name) => `Répondre à ${name}`,
  continueReply: 'Reprendre la réponse',
  continueReplyTo: (name) => `Reprendre la réponse à ${name}`,
  recommendations: (count) =>
    `${String(count)} ${plural('fr', count, {one: 'recommandation', other: 'recommandations'})}`,
  recommend: (count) => (count > 0 ? `Recommander ${String(count)}` : 'Recommander'),
  recommendBy: (name, count) =>
    count > 0
      ? `Recommander ${String(count)}, commentaire de ${name}`
      : `Recommander le commentaire de ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Afficher plus de commentaires (${plural('fr', left, {
          one: `${String(left)} restant`,
          other: `${String(left)} restants`,
        })})`
      : 'Afficher plus de commentaires',
  showReplies: (left) =>
    plural('fr', left, {
      one: `Afficher ${String(left)} autre réponse`,
      other: `Afficher ${String(left)} autres réponses`,
    }),
  readMore: 'Lire la suite',
  readMoreBy: (name) => `Lire la suite du commentaire de ${name}`,
  readLess: 'Réduire',
  readLessBy: (name) => `Réduire le commentaire de ${name}`,
  share: 'Partager',
  copyLink: 'Copier le lien',
  linkCopied: 'Lien copié.',
  replies: (count) => `${String(count)} ${plural('fr', count, {one: 'réponse', other: 'réponses'})}`,
  hideReplies: (count, name) =>
    count === 1 ? `Masquer 1 réponse à ${name}` : `Masquer ${String(count)} réponses à ${name}`,
  unfoldReplies: (count, name) =>
    count === 1 ? `Afficher 1 réponse à ${name}` : `Afficher ${String(count)} réponses à ${name}`,
  featured: (by) => (by === null ? 'Mis en avant.' : `Mis en avant par ${by}.`),
  featuredHeading: 'Commentaires mis en avant',
  newComments: (count) =>
    plural('fr', count, {
      one: `${String(count)} nouveau commentaire`,
      other: `${String(count)} nouveaux commentaires`,
    }),
  empty: 'Pas encore de commentaire. Lancez la discussion.',
  emptyReadonly: 'Pas encore de commentaire.',
  loadFailed: 'Les commentaires n’ont pas pu être chargés.',
  partFailed: 'Certains commentaires n’ont pas pu être chargés.',
  codeMissing: 'Une partie de la discussion n’a pas pu être chargée.',
  tryAgain: 'Réessayer',
  closed: (date) =>
    date === null ? 'Les commentaires sont fermés.' : `Les commentaires sont fermés depuis le ${date}.`,

  formHeading: 'Laisser un commentaire',
  bodyLabel: 'Votre commentaire',
  nameLabel: 'Nom',
  emailLabel: 'Adresse e-mail',
  emailHint: 'Elle n’est pas montrée aux autres lecteurs.',
  urlLabel: 'Site web',
  optional: '(facultatif)',
  postingAs: (name) => `Vous écrivez sous le nom de ${name}`,
  changeGuest: 'Changer',
  post: 'Publier le commentaire',
  postReply: 'Publier la réponse',
  posting: 'Envoi…',
  cancel: 'Annuler',
  retry: 'Réessayer',
  draftKept: 'Brouillon conservé.',
  charactersLeft: (count) =>
    plural('fr', count, {
      one: `${String(count)} caractère restant`,
      other: `${String(count)} caractères restants`,
    }),
  charactersOver: (count) =>
    plural('fr', count, {
      one: `${String(count)} caractère de trop`,
      other: `${String(count)} caractères de trop`,
    }),
  bodyMissing: 'Écrivez quelque chose avant de publier.',
  bodyTooLong: (limit) => `Raccourcissez votre commentaire à ${String(limit)} caractères.`,
  nameMissing: 'Indiquez un nom.',
  emailMissing: 'Indiquez une adresse e-mail. Elle n’est pas montrée.',
  emailInvalid: 'Vérifiez l’adresse e-mail ; elle ressemble à nom@example.org.',
  urlInvalid: 'Vérifiez l’adresse du site. Elle commence par https://',
  fieldTooLong: (limit) => `Utilisez au plus ${String(limit)} caractères.`,
  draftFaults: {
    missing: 'Remplissez ce champ.',
    'too-long': 'C’est trop long.',
    characters: 'Retirez les caractères qui ne peuvent pas être affichés.',
    invalid: 'Vérifiez ce champ.',
    format: 'Écrivez du texte sans mise en forme.',
  },
  posted: 'Commentaire publié.',
  postedHeld: 'Votre commentaire attend d’être relu. Vous seul pouvez le voir.',
  commentUpdated: 'Commentaire modifié.',
  commentDeleted: 'Commentaire supprimé.',
  reportSent: 'Signalement envoyé.',
  notSent: 'Votre commentaire n’a pas été envoyé. Votre texte est toujours là.',
  preview: 'Aperçu',
  write: 'Écrire',
  formattingHelp: 'Aide à la mise en forme',
  formattingTyped: 'Vous écrivez',
  formattingLooks: 'Voici le résultat',
  formattingSamples: {
    strong: 'important',
    emphasis: 'mis en relief',
    deleted: 'retiré',
    link: 'un lien',
    quote: 'une citation',
    item: 'un élément de liste',
    code: 'code',
  },
  postedElsewhere: 'Vous l’avez publié dans un autre onglet.',
  notOpened:
    'La discussion n’a pas pu être chargée : l’envoi risque d’échouer. Votre texte est conservé ici.',
  unsentText: 'Il n’est plus possible d’écrire ici. Votre texte n’a pas été envoyé ; le voici.',
  rememberMe: 'Se souvenir de moi sur cet appareil',
  draftSaved: 'Brouillon enregistré sur cet appareil',
  draftNotKept: 'Ce navigateur ne garde pas les brouillons. Copiez votre texte avant de quitter la page.',
  draftRestored: 'Votre brouillon a été rétabli.',
  draftDiscarded: 'Brouillon supprimé.',
  discard: 'Supprimer le brouillon',
  showOtherDraft: 'Afficher votre autre brouillon',
  maybeSent: 'Il a peut-être été publié malgré tout. Veuillez vérifier avant de le renvoyer.',
  submissionFailed: 'Il n’a pas été envoyé. Votre texte est conservé.',
  mayPostAgain: 'Vous pouvez de nouveau publier.',
  willBeSentOnline: 'Sera envoyé dès que vous serez de nouveau en ligne.',
  willBeSentAt: (time) => `Sera envoyé à ${time}.`,
  willBeSentAgain: 'Le site ne répond pas. L’envoi se fera dès qu’il répondra.',
  sendNow: 'Envoyer maintenant',
  takeBack: 'Reprendre',
  takenBack: 'Il ne sera pas envoyé. Votre texte est de nouveau dans le formulaire.',
  notTakenBack: 'Il ne peut pas être repris pour le moment.',

  errors: {
    validation: 'Vérifiez ce que vous avez saisi.',
    duplicate: 'Vous avez déjà publié ce commentaire.',
    'rate-limited': 'Vous publiez trop vite. Patientez un instant et réessayez.',
    closed: 'La discussion a été fermée entre-temps.',
    'blocked-words': 'Votre commentaire contient des mots que ce journal ne publie pas.',
    'login-required': 'Connectez-vous, puis envoyez-le de nouveau.',
    forbidden: 'Vous n’êtes pas autorisé à faire cela.',
    'captcha-required': 'Le site veut s’assurer que vous êtes une personne.',
    'not-found': 'Le commentaire n’est plus là.',
    gone: 'Le commentaire a été retiré entre-temps.',
    conflict: 'La discussion a changé entre-temps. Regardez-la de nouveau.',
    'edit-window-closed': 'Il est trop tard pour modifier ce commentaire.',
    offline: 'Vous êtes hors ligne.',
    timeout: 'Le site a mis trop de temps à répondre.',
    server: 'Le site n’a pas pu le faire pour l’instant.',
    malformed: 'La réponse du site n’était pas lisible.',
    unsupported: 'Ce site ne le permet pas.',
  },
  policyChanged: 'Les règles de cette discussion ont changé. Lisez-les, puis envoyez de nouveau.',
  rateLimitedUntil: (time) =>
    `Pas encore envoyé. Vous pourrez publier de nouveau à ${time} ; votre texte est conservé.`,

  missingComment: 'Ce commentaire a été retiré ou n’existe pas.',
  offline: 'Vous êtes hors ligne. Ce que vous voyez n’est peut-être pas à jour.',
  notKept: 'Ce navigateur ne conserve pas les commentaires : ils disparaissent avec la fenêtre.',
  blocked: (date) =>
    date === null
      ? 'La rédaction ne vous permet plus d’écrire ici.'
      : `La rédaction ne vous permet pas d’écrire ici. Fin de la mesure : ${date}.`,
  blockedBecause: (reason) => `Motif donné par la rédaction : ${reason}`,
  loginNeeded: 'Connectez-vous pour participer à la discussion.',

  beforeYouPost: 'Avant de publier',
  findings: {
    profanity: 'C’est peut-être une grossièreté.',
    'personal-attack': 'C’est peut-être une attaque personnelle.',
    shouting: 'C’est écrit en majuscules.',
    'repeated-characters': 'Un caractère est répété de nombreuses fois.',
    links: 'Il y a beaucoup de liens.',
    'contact-details': 'Tout le monde verra cette adresse ou ce numéro.',
    'too-short': 'C’est très court.',
    'too-long': 'C’est très long.',
    words: 'Le journal préfère éviter ces mots.',
  },
  findingOther: 'C’est peut-être contraire à une règle.',
  findingBlocks: 'Veuillez le modifier avant de publier.',
  postAnyway: 'Publier quand même',
  sendForReview: 'Envoyer pour vérification',
  editComment: 'Modifier le commentaire',
  policyRead: 'J’ai lu la charte.',
  policyReadMissing: 'Veuillez confirmer que vous avez lu la charte.',

  edit: 'Modifier',
  remove: 'Supprimer',
  report: 'Signaler',
  muteAuthor: (name) => `Masquer ${name}`,
  moreActions: (name) => `Autres actions pour le commentaire de ${name}`,
  editLabel: 'Modifier votre commentaire',
  editMinutes: (count) =>
    count < 2
      ? `Vous pouvez encore le modifier pendant ${String(count)} minute.`
      : `Vous pouvez encore le modifier pendant ${String(count)} minutes.`,
  save: 'Enregistrer',
  deleteHeading: 'Supprimer votre commentaire ?',
  deleteText: 'Ses mots disparaissent pour de bon. Les réponses restent.',
  deleteConfirm: 'Supprimer',
  moderatorDeleteHeading: 'Supprimer ce commentaire d’un lecteur ?',
  moderatorDeleteText: 'À sa place, on lira que la modération l’a retiré. Les réponses restent.',
  moderatorDeleteReason: 'Motif, affiché à sa place (facultatif)',
  reportHeading: 'Signaler ce commentaire',
  reportReason: 'Quelle règle enfreint-il ?',
  reportReasons: {
    profanity: 'Grossièretés',
    'personal-attack': 'Attaque personnelle',
    spam: 'Publicité ou spam',
    other: 'Autre chose',
    illegal: 'Contenu illicite',
    disagree: 'Je ne suis pas d’accord',
  },
  reportDisagree: 'Les autres opinions sont les bienvenues ici. Vous pouvez plutôt répondre.',
  reportText: 'Dites-nous en plus (facultatif)',
  reportTextRequired: 'Dites-nous ce qui est illicite',
  reportReasonMissing: 'Veuillez choisir une raison.',
  reportTextMissing: 'Veuillez dire ce qui est illicite.',
  reportSend: 'Envoyer le signalement',
  reported: 'Vous avez signalé ce commentaire.',
  markNew: 'Nouveau',
  markOwn: 'Vous',
  nextDiscussion: 'Discussion suivante',
  showAnyway: 'Afficher quand même',
  muted: (name) => `Vous avez masqué ${name} sur cet appareil.`,
  unmute: 'Ne plus masquer',
  authorMuted: 'Auteur masqué.',
  copyText: 'Copier le texte',
  textCopied: 'Texte copié.',
  violatedRule: (rule) => `Il ne respecte pas cette règle : ${rule}`,
  resubmit: 'Modifier et renvoyer',
  textInForm: 'Le texte est dans le formulaire. Modifiez-le, puis envoyez-le de nouveau.',
  heldPublished: 'Votre commentaire a été publié.',
  heldRejected: 'Votre commentaire n’a pas été publié.',

  sorted: {
    newest: 'Triés du plus récent au plus ancien.',
    oldest: 'Triés du plus ancien au plus récent.',
    top: 'Triés par recommandations.',
  },
  feedLink: 'Suivre cette discussion par RSS',
  moreShown: (count) =>
    plural('fr', count, {
      one: `${String(count)} commentaire de plus.`,
      other: `${String(count)} commentaires de plus.`,
    }),
  backOnline: 'Vous êtes de nouveau en ligne.',

  count: (count) =>
    count === null ? 'Commentaires' : count === 0 ? 'Soyez le premier à commenter' : comments(count),
  countClosed: (count) => `${comments(count)}, discussion fermée`,
};
