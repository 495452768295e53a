import type {Messages} from './en.js';
import {plural} from './plural.js';

const number = (count: number, one: string, few: string, many: string): string =>
  `${String(count)} ${plural('ru', count, {one, few, many, other: few})}`;

const comments = (count: number): string => number(count, 'комментарий', 'комментария', 'комментариев');
const characters = (count: number): string => number(count, 'знак', 'знака', 'знаков');

/** Russian. Names stand apart from the sentence, for nobody can tell how they decline. */
export const ru: Messages = {
  locale: 'ru',

  heading: (count) => (count ? comments(count) : 'Комментарии'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Один комментарий;' : `${comments(count)};`) : 'Комментарии',

  sortLabel: 'Порядок',
  sortNewest: 'Сначала новые',
  sortOldest: 'Сначала старые',
  sortTop: 'Сначала рекомендуемые',

  policyHeading: 'Правила обсуждения',
  policyText: (publisher) =>
    'Мы рады комментариям; за написанное отвечает автор. Брань, личные нападки и другие неуместные высказывания не ' +
    `допускаются. ${publisher} может блокировать тех, кто нарушает эти правила.`,
  policyPublisher: 'Редакция',
  policyLink: 'Прочитать правила целиком',

  listLabel: 'Комментарии',
  anonymous: 'Без имени',
  said: (name) => `${name} пишет:`,
  inReplyTo: (name) => `в ответ: ${name}`,
  orphan: 'Ответ на недоступный комментарий',
  edited: (time) => `Изменено в ${time}`,
  staff: 'Редакция',
  tombstoneRemoved: 'Комментарий удалён модератором.',
  tombstoneDeleted: 'Комментарий удалён автором.',
  held: 'Ждёт проверки. Это видите только вы.',
  rejected: 'Комментарий не опубликован.',
  sending: 'Отправляется…',
  reply: 'Ответить',
  replyTo: (name) => `Ответить: ${name}`,
  continueReply: 'Продолжить ответ',
  continueReplyTo: (name) => `Продолжить ответ: ${name}`,
  recommend: (count) => (count > 0 ? `Рекомендую ${String(count)}` : 'Рекомендую'),
  recommendBy: (name, count) =>
    count > 0
      ? `Рекомендую ${String(count)}, автор комментария ${name}`
      : `Рекомендую, автор комментария ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Показать ещё комментарии (осталось ${String(left)})`
      : 'Показать ещё комментарии',
  showReplies: (left) => `Показать ещё ${number(left, 'ответ', 'ответа', 'ответов')}`,
  newComments: (count) => number(count, 'новый комментарий', 'новых комментария', 'новых комментариев'),
  empty: 'Комментариев пока нет. Начните разговор.',
  emptyReadonly: 'Комментариев пока нет.',
  loadFailed: 'Не удалось загрузить комментарии.',
  partFailed: 'Не удалось загрузить часть комментариев.',
  tryAgain: 'Попробовать снова',
  closed: (date) => (date === null ? 'Обсуждение закрыто.' : `Обсуждение закрыто. Дата закрытия: ${date}.`),

  formHeading: 'Написать комментарий',
  bodyLabel: 'Ваш комментарий',
  nameLabel: 'Имя',
  emailLabel: 'Электронная почта',
  emailHint: 'Другие читатели её не увидят.',
  urlLabel: 'Сайт',
  optional: '(необязательно)',
  postingAs: (name) => `Вы пишете под именем ${name}`,
  post: 'Отправить комментарий',
  postReply: 'Отправить ответ',
  posting: 'Отправляется…',
  cancel: 'Отмена',
  retry: 'Повторить',
  draftKept: 'Черновик сохранён.',
  charactersLeft: (count) => `Осталось: ${characters(count)}`,
  charactersOver: (count) => `Лишнее: ${characters(count)}`,
  bodyMissing: 'Сначала напишите что-нибудь.',
  bodyTooLong: (limit) => `Сократите комментарий. Наибольшая длина: ${characters(limit)}.`,
  nameMissing: 'Укажите имя.',
  emailMissing: 'Укажите адрес электронной почты. Его никто не увидит.',
  emailInvalid: 'Проверьте адрес электронной почты.',
  urlInvalid: 'Проверьте адрес сайта. Он начинается с https://',
  posted: 'Комментарий опубликован.',
  heldSaid: 'Ваш комментарий ждёт проверки. Его видите только вы.',
  commentUpdated: 'Комментарий изменён.',
  commentDeleted: 'Комментарий удалён.',
  reportSent: 'Жалоба отправлена.',
  notSent: 'Комментарий не отправлен. Ваш текст остался здесь.',
  preview: 'Предпросмотр',
  rememberMe: 'Запомнить меня на этом устройстве',
  draftSaved: 'Черновик сохранён на этом устройстве',
  draftNotKept: 'Этот браузер не хранит черновики. Скопируйте текст, прежде чем покинуть страницу.',
  draftRestored: 'Ваш черновик восстановлен.',
  draftDiscarded: 'Черновик удалён.',
  discard: 'Удалить черновик',
  showOtherDraft: 'Показать другой черновик',
  maybeSent: 'Возможно, комментарий всё же опубликован. Пожалуйста, проверьте, прежде чем отправлять снова.',
  letterStopped: 'Комментарий не отправлен. Ваш текст сохранён.',
  mayPostAgain: 'Теперь вы снова можете писать.',
  willBeSentOnline: 'Будет отправлено, когда вы снова будете в сети.',
  willBeSentAt: (time) => `Будет отправлено в ${time}.`,
  willBeSentAgain: 'Сайт не отвечает. Комментарий будет отправлен, как только он ответит.',
  sendNow: 'Отправить сейчас',
  takeBack: 'Отозвать',
  takenBack: 'Комментарий не будет отправлен. Ваш текст снова в форме.',
  notTakenBack: 'Сейчас отозвать нельзя.',

  errors: {
    validation: 'Проверьте, что вы ввели.',
    duplicate: 'Вы уже отправили этот комментарий.',
    'rate-limited': 'Вы пишете слишком часто. Подождите немного и попробуйте снова.',
    closed: 'Обсуждение тем временем закрыли.',
    'blocked-words': 'В комментарии есть слова, которые это издание не публикует.',
    'login-required': 'Войдите и отправьте ещё раз.',
    forbidden: 'Вам это не разрешено.',
    'captcha-required': 'Сайт хочет убедиться, что вы человек.',
    'not-found': 'Этого комментария больше нет.',
    gone: 'Комментарий тем временем удалили.',
    conflict: 'Обсуждение тем временем изменилось. Посмотрите ещё раз.',
    'edit-window-closed': 'Время для правки этого комментария истекло.',
    offline: 'Нет соединения.',
    timeout: 'Сайт слишком долго не отвечает.',
    server: 'Сайт сейчас не смог этого сделать.',
    malformed: 'Ответ сайта не удалось прочитать.',
    unsupported: 'На этом сайте так сделать нельзя.',
  },
  policyChanged: 'Правила этого обсуждения изменились. Прочитайте их и отправьте ещё раз.',
  rateLimitedUntil: (time) => `Снова написать можно будет в ${time}.`,

  missingComment: 'Этого комментария нет, или его удалили.',
  offline: 'Нет соединения. То, что вы видите, могло устареть.',
  notKept: 'Этот браузер не хранит комментарии: они исчезнут вместе с окном.',
  blocked: (date) =>
    date === null
      ? 'Редакция больше не разрешает вам здесь писать.'
      : `Редакция не разрешает вам здесь писать. Запрет закончится: ${date}.`,
  blockedBecause: (reason) => `Причина, которую называет редакция: ${reason}`,
  loginNeeded: 'Войдите, чтобы участвовать в обсуждении.',
  signIn: 'Войти',

  sorted: {
    newest: 'Сначала показаны новые.',
    oldest: 'Сначала показаны старые.',
    top: 'Сначала показаны рекомендуемые.',
  },
  moreShown: (count) => `Показано ещё ${comments(count)}.`,
  backOnline: 'Соединение восстановлено.',

  count: (count) =>
    count === null ? 'Комментарии' : count === 0 ? 'Напишите первый комментарий' : comments(count),
  countClosed: (count) => `${comments(count)}, обсуждение закрыто`,
};
