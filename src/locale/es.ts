import type {Messages} from './en.js';

const comments = (count: number): string => (count === 1 ? '1 comentario' : `${String(count)} comentarios`);

/** Spanish. */
export const es: Messages = {
  locale: 'es',

  heading: (count) => (count ? comments(count) : 'Comentarios'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Un comentario;' : `${comments(count)};`) : 'Comentarios',

  sortLabel: 'Ordenar por',
  sortNewest: 'Más recientes',
  sortOldest: 'Más antiguos',
  sortTop: 'Más recomendados',

  policyHeading: 'Normas de participación',
  policyText: (publisher) =>
    'Los comentarios son bienvenidos, y cada cual responde de lo que publica. No se admiten groserías, ataques ' +
    `personales ni otros contenidos inapropiados. ${publisher} puede bloquear a quien incumpla estas normas.`,
  policyPublisher: 'La redacción',
  policyLink: 'Leer todas las normas',

  listLabel: 'Comentarios',
  anonymous: 'Anónimo',
  said: (name) => `${name} escribió:`,
  inReplyTo: (name) => `en respuesta a ${name}`,
  orphan: 'Respuesta a un comentario no disponible',
  edited: (time) => `Editado a las ${time}`,
  staff: 'Redacción',
  tombstoneRemoved: 'Este comentario fue retirado por la moderación.',
  tombstoneDeleted: 'Este comentario fue borrado por quien lo escribió.',
  held: 'Pendiente de revisión. Solo usted puede verlo.',
  rejected: 'Este comentario no se publicó.',
  sending: 'Enviando…',
  reply: 'Responder',
  replyTo: (name) => `Responder a ${name}`,
  continueReply: 'Seguir con la respuesta',
  continueReplyTo: (name) => `Seguir con la respuesta a ${name}`,
  recommend: (count) => (count > 0 ? `Recomendar ${String(count)}` : 'Recomendar'),
  recommendBy: (name, count) =>
    count > 0 ? `Recomendar ${String(count)}, comentario de ${name}` : `Recomendar el comentario de ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Mostrar más comentarios (${left === 1 ? 'queda 1' : `quedan ${String(left)}`})`
      : 'Mostrar más comentarios',
  showReplies: (left) => (left === 1 ? 'Mostrar 1 respuesta más' : `Mostrar ${String(left)} respuestas más`),
  newComments: (count) => (count === 1 ? '1 comentario nuevo' : `${String(count)} comentarios nuevos`),
  empty: 'Aún no hay comentarios. Empiece la conversación.',
  emptyReadonly: 'Aún no hay comentarios.',
  loadFailed: 'No se pudieron cargar los comentarios.',
  partFailed: 'No se pudieron cargar algunos comentarios.',
  tryAgain: 'Intentar de nuevo',
  closed: (date) =>
    date === null ? 'Los comentarios están cerrados.' : `Los comentarios se cerraron el ${date}.`,

  formHeading: 'Deje un comentario',
  bodyLabel: 'Su comentario',
  nameLabel: 'Nombre',
  emailLabel: 'Correo electrónico',
  emailHint: 'No se muestra a otros lectores.',
  urlLabel: 'Sitio web',
  optional: '(opcional)',
  postingAs: (name) => `Publica como ${name}`,
  post: 'Publicar comentario',
  postReply: 'Publicar respuesta',
  posting: 'Enviando…',
  cancel: 'Cancelar',
  retry: 'Reintentar',
  draftKept: 'Borrador guardado.',
  charactersLeft: (count) => (count === 1 ? 'Queda 1 carácter' : `Quedan ${String(count)} caracteres`),
  charactersOver: (count) => (count === 1 ? 'Sobra 1 carácter' : `Sobran ${String(count)} caracteres`),
  bodyMissing: 'Escriba algo antes de publicar.',
  bodyTooLong: (limit) => `Acorte su comentario a ${String(limit)} caracteres.`,
  nameMissing: 'Indique un nombre.',
  emailMissing: 'Indique un correo electrónico. No se muestra.',
  emailInvalid: 'Revise el correo electrónico.',
  urlInvalid: 'Revise la dirección web. Empieza por https://',
  posted: 'Comentario publicado.',
  heldSaid: 'Su comentario está pendiente de revisión. Solo usted puede verlo.',
  commentUpdated: 'Comentario modificado.',
  commentDeleted: 'Comentario borrado.',
  reportSent: 'Aviso enviado.',
  notSent: 'Su comentario no se envió. Su texto sigue aquí.',
  preview: 'Vista previa',
  rememberMe: 'Recordarme en este dispositivo',
  draftSaved: 'Borrador guardado en este dispositivo',
  draftNotKept: 'Este navegador no guarda borradores. Copie su texto antes de salir de la página.',
  draftRestored: 'Se ha recuperado su borrador.',
  draftDiscarded: 'Borrador descartado.',
  discard: 'Descartar',
  showOtherDraft: 'Mostrar su otro borrador',
  maybeSent: 'Puede que se haya publicado de todos modos. Compruébelo antes de volver a enviarlo.',
  letterStopped: 'No se ha enviado. Su texto está guardado.',
  mayPostAgain: 'Ya puede volver a publicar.',
  willBeSentOnline: 'Se enviará cuando vuelva a tener conexión.',
  willBeSentAt: (time) => `Se enviará a las ${time}.`,
  willBeSentAgain: 'El sitio no responde. Se enviará en cuanto lo haga.',
  sendNow: 'Enviar ahora',
  takeBack: 'Retirar',
  takenBack: 'No se enviará. Su texto está de nuevo en el formulario.',
  notTakenBack: 'Ahora no se puede retirar.',

  errors: {
    validation: 'Revise los datos que ha escrito.',
    duplicate: 'Ya ha publicado este comentario.',
    'rate-limited': 'Está publicando demasiado deprisa. Espere un momento e inténtelo de nuevo.',
    closed: 'El debate se ha cerrado entretanto.',
    'blocked-words': 'Su comentario contiene palabras que este periódico no publica.',
    'login-required': 'Inicie sesión y envíelo de nuevo.',
    forbidden: 'No tiene permiso para hacerlo.',
    'captcha-required': 'El sitio quiere asegurarse de que usted es una persona.',
    'not-found': 'El comentario ya no está.',
    gone: 'El comentario se ha retirado entretanto.',
    conflict: 'El debate ha cambiado entretanto. Vuelva a mirarlo.',
    'edit-window-closed': 'Ha terminado el plazo para cambiar este comentario.',
    offline: 'No tiene conexión.',
    timeout: 'El sitio tardó demasiado en responder.',
    server: 'El sitio no ha podido hacerlo en este momento.',
    malformed: 'La respuesta del sitio no se pudo leer.',
    unsupported: 'Este sitio no lo ofrece.',
  },
  policyChanged: 'Las normas de este debate han cambiado. Léalas y vuelva a enviarlo.',
  rateLimitedUntil: (time) => `Podrá publicar de nuevo a las ${time}.`,

  missingComment: 'Este comentario fue retirado o no existe.',
  offline: 'No tiene conexión. Puede que lo que ve no esté al día.',
  notKept: 'Este navegador no guarda los comentarios: desaparecen al cerrar la ventana.',
  blocked: (date) =>
    date === null
      ? 'La redacción ya no le permite escribir aquí.'
      : `La redacción no le permite escribir aquí hasta esta fecha: ${date}.`,
  blockedBecause: (reason) => `El motivo que da: ${reason}`,
  loginNeeded: 'Inicie sesión para participar en el debate.',
  signIn: 'Iniciar sesión',

  sorted: {
    newest: 'Ordenados por más recientes.',
    oldest: 'Ordenados por más antiguos.',
    top: 'Ordenados por más recomendados.',
  },
  moreShown: (count) => (count === 1 ? '1 comentario más.' : `${String(count)} comentarios más.`),
  backOnline: 'Vuelve a tener conexión.',

  count: (count) =>
    count === null ? 'Comentarios' : count === 0 ? 'Sea el primero en comentar' : comments(count),
  countClosed: (count) => `${comments(count)}, debate cerrado`,
};
