import type {Messages} from './en.js';

/** An Armenian noun keeps its singular after a number. */
const comments = (count: number): string => `${String(count)} մեկնաբանություն`;

/** Eastern Armenian, in the reformed spelling. Names stand apart from the sentence, so that they take no endings. */
export const hy: Messages = {
  locale: 'hy',

  heading: (count) => (count ? comments(count) : 'Մեկնաբանություններ'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Մեկ մեկնաբանություն.' : `${comments(count)}.`) : 'Մեկնաբանություններ',

  sortLabel: 'Դասավորել ըստ',
  sortNewest: 'Ամենանորերը',
  sortOldest: 'Ամենահները',
  sortTop: 'Ամենաշատ հանձնարարվածները',

  policyHeading: 'Քննարկման կանոններ',
  policyText: (publisher) =>
    'Սիրով սպասում ենք ձեր մեկնաբանություններին. ձեր գրածի համար պատասխանատու եք դուք։ Հայհոյանքը, անձնական ' +
    'վիրավորանքը և այլ անպատշաճ նյութերը չեն թույլատրվում։ ' +
    `${publisher} իրավունք ունի արգելափակելու կանոնները խախտողներին։`,
  policyPublisher: 'Խմբագրությունը',
  policyLink: 'Կարդալ կանոններն ամբողջությամբ',

  listLabel: 'Մեկնաբանություններ',
  anonymous: 'Անանուն',
  said: (name) => `Գրել է ${name}.`,
  inReplyTo: (name) => `ի պատասխան. ${name}`,
  orphan: 'Պատասխան անհասանելի մեկնաբանության',
  edited: (time) => `Փոփոխվել է ${time}`,
  staff: 'Խմբագրություն',
  tombstoneRemoved: 'Այս մեկնաբանությունը հեռացրել է մոդերատորը։',
  tombstoneDeleted: 'Այս մեկնաբանությունը ջնջել է հեղինակը։',
  held: 'Սպասում է ստուգման։ Սա միայն դուք եք տեսնում։',
  rejected: 'Այս մեկնաբանությունը չի հրապարակվել։',
  sending: 'Ուղարկվում է…',
  reply: 'Պատասխանել',
  replyTo: (name) => `Պատասխանել. ${name}`,
  continueReply: 'Շարունակել պատասխանը',
  continueReplyTo: (name) => `Շարունակել պատասխանը. ${name}`,
  recommend: (count) => (count > 0 ? `Հանձնարարել ${String(count)}` : 'Հանձնարարել'),
  recommendBy: (name, count) =>
    count > 0
      ? `Հանձնարարել ${String(count)}, մեկնաբանության հեղինակը՝ ${name}`
      : `Հանձնարարել, մեկնաբանության հեղինակը՝ ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Ցույց տալ ուրիշ մեկնաբանություններ (մնաց ${String(left)})`
      : 'Ցույց տալ ուրիշ մեկնաբանություններ',
  showReplies: (left) => `Ցույց տալ ևս ${String(left)} պատասխան`,
  newComments: (count) => `${String(count)} նոր մեկնաբանություն`,
  empty: 'Դեռ մեկնաբանություն չկա։ Սկսեք զրույցը։',
  emptyReadonly: 'Դեռ մեկնաբանություն չկա։',
  loadFailed: 'Մեկնաբանությունները չհաջողվեց բեռնել։',
  partFailed: 'Որոշ մեկնաբանություններ չհաջողվեց բեռնել։',
  tryAgain: 'Փորձել կրկին',
  closed: (date) => (date === null ? 'Քննարկումը փակ է։' : `Քննարկումը փակվել է. ${date}։`),

  formHeading: 'Թողնել մեկնաբանություն',
  bodyLabel: 'Ձեր մեկնաբանությունը',
  nameLabel: 'Անուն',
  emailLabel: 'Էլ. փոստ',
  emailHint: 'Ուրիշ ընթերցողներին չի ցուցադրվում։',
  urlLabel: 'Կայք',
  optional: '(ոչ պարտադիր)',
  postingAs: (name) => `Գրում եք որպես ${name}`,
  post: 'Ուղարկել մեկնաբանությունը',
  postReply: 'Ուղարկել պատասխանը',
  posting: 'Ուղարկվում է…',
  cancel: 'Չեղարկել',
  retry: 'Կրկնել',
  draftKept: 'Սևագիրը պահվեց։',
  charactersLeft: (count) => `Մնաց ${String(count)} նիշ`,
  charactersOver: (count) => `${String(count)} նիշով ավելի է`,
  bodyMissing: 'Ուղարկելուց առաջ մի բան գրեք։',
  bodyTooLong: (limit) => `Կրճատեք մեկնաբանությունը մինչև ${String(limit)} նիշ։`,
  nameMissing: 'Գրեք անուն։',
  emailMissing: 'Գրեք էլ. փոստի հասցե։ Այն չի ցուցադրվում։',
  emailInvalid: 'Ստուգեք էլ. փոստի հասցեն։',
  urlInvalid: 'Ստուգեք կայքի հասցեն։ Այն սկսվում է https://-ով',
  posted: 'Մեկնաբանությունը հրապարակվեց։',
  heldSaid: 'Ձեր մեկնաբանությունը սպասում է ստուգման։ Այն միայն դուք եք տեսնում։',
  commentUpdated: 'Մեկնաբանությունը փոփոխվեց։',
  commentDeleted: 'Մեկնաբանությունը ջնջվեց։',
  reportSent: 'Բողոքն ուղարկվեց։',
  notSent: 'Ձեր մեկնաբանությունը չուղարկվեց։ Ձեր տեքստը այստեղ է։',
  preview: 'Նախադիտում',
  rememberMe: 'Հիշել ինձ այս սարքում',
  draftSaved: 'Սևագիրը պահված է այս սարքում',
  draftNotKept: 'Այս դիտարկիչը սևագրեր չի պահում։ Պատճենեք ձեր տեքստը, նախքան էջից դուրս գալը։',
  draftRestored: 'Ձեր սևագիրը վերականգնվեց։',
  draftDiscarded: 'Սևագիրը ջնջվեց։',
  discard: 'Ջնջել սևագիրը',
  showOtherDraft: 'Ցույց տալ մյուս սևագիրը',
  maybeSent: 'Հնարավոր է՝ այն այնուամենայնիվ հրապարակվել է։ Ստուգեք, նախքան կրկին ուղարկելը։',
  letterStopped: 'Այն չուղարկվեց։ Ձեր տեքստը պահված է։',
  mayPostAgain: 'Այժմ կրկին կարող եք գրել։',
  willBeSentOnline: 'Կուղարկվի, երբ կրկին առցանց լինեք։',
  willBeSentAt: (time) => `Կուղարկվի ժամը ${time}-ին։`,
  willBeSentAgain: 'Կայքը չի պատասխանում։ Կուղարկվի, հենց որ պատասխանի։',
  sendNow: 'Ուղարկել հիմա',
  takeBack: 'Հետ վերցնել',
  takenBack: 'Այն չի ուղարկվի։ Ձեր տեքստը կրկին ձևաթղթում է։',
  notTakenBack: 'Այժմ հնարավոր չէ հետ վերցնել։',

  errors: {
    validation: 'Ստուգեք ձեր գրածը։',
    duplicate: 'Այս մեկնաբանությունն արդեն ուղարկել եք։',
    'rate-limited': 'Շատ արագ եք գրում։ Մի փոքր սպասեք և կրկին փորձեք։',
    closed: 'Քննարկումն այդ ընթացքում փակվել է։',
    'blocked-words': 'Ձեր մեկնաբանության մեջ կան բառեր, որոնք այս թերթը չի հրապարակում։',
    'login-required': 'Մուտք գործեք և կրկին ուղարկեք։',
    forbidden: 'Ձեզ դա թույլատրված չէ։',
    'captcha-required': 'Կայքն ուզում է համոզվել, որ մարդ եք։',
    'not-found': 'Մեկնաբանությունն այլևս չկա։',
    gone: 'Մեկնաբանությունն այդ ընթացքում հեռացվել է։',
    conflict: 'Քննարկումն այդ ընթացքում փոխվել է։ Նորից նայեք։',
    'edit-window-closed': 'Այս մեկնաբանությունը փոփոխելու ժամանակն անցել է։',
    offline: 'Համացանցի կապ չկա։',
    timeout: 'Կայքը չափազանց երկար չպատասխանեց։',
    server: 'Կայքը հիմա չկարողացավ դա անել։',
    malformed: 'Կայքի պատասխանը չհաջողվեց կարդալ։',
    unsupported: 'Այս կայքը դա չի առաջարկում։',
  },
  policyChanged: 'Այս քննարկման կանոնները փոխվել են։ Կարդացեք դրանք և կրկին ուղարկեք։',
  rateLimitedUntil: (time) => `Կրկին կարող եք գրել ${time}-ին։`,

  missingComment: 'Այս մեկնաբանությունը հեռացվել է կամ գոյություն չունի։',
  offline: 'Համացանցի կապ չկա։ Ձեր տեսածը կարող է հնացած լինել։',
  notKept: 'Այս դիտարկիչը մեկնաբանություններ չի պահում. դրանք կվերանան պատուհանի հետ։',
  blocked: (date) =>
    date === null
      ? 'Խմբագրությունն այլևս թույլ չի տալիս, որ այստեղ գրեք։'
      : `Խմբագրությունը թույլ չի տալիս, որ այստեղ գրեք։ Արգելքի ավարտը՝ ${date}։`,
  blockedBecause: (reason) => `Խմբագրության նշած պատճառը՝ ${reason}`,
  loginNeeded: 'Քննարկմանը մասնակցելու համար մուտք գործեք։',
  signIn: 'Մուտք գործել',

  sorted: {
    newest: 'Դասավորված է ամենանորերից։',
    oldest: 'Դասավորված է ամենահներից։',
    top: 'Դասավորված է ամենաշատ հանձնարարվածներից։',
  },
  moreShown: (count) => `ԵՒս ${comments(count)}։`,
  backOnline: 'Կապը վերականգնվեց։',

  count: (count) =>
    count === null ? 'Մեկնաբանություններ' : count === 0 ? 'Առաջինը մեկնաբանեք' : comments(count),
  countClosed: (count) => `${comments(count)}, փակ է`,
};
