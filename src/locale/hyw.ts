import type {Messages} from './en.js';

/** An Armenian noun keeps its singular after a number. */
const comments = (count: number): string => `${String(count)} մեկնաբանութիւն`;

/** Western Armenian, in the classical spelling. Names stand apart from the sentence, so that they take no endings. */
export const hyw: Messages = {
  locale: 'hyw',

  heading: (count) => (count ? comments(count) : 'Մեկնաբանութիւններ'),
  headingClassic: (count) =>
    count ? (count === 1 ? 'Մէկ մեկնաբանութիւն.' : `${comments(count)}.`) : 'Մեկնաբանութիւններ',

  sortLabel: 'Դասաւորել ըստ',
  sortNewest: 'Ամէնէն նորերը',
  sortOldest: 'Ամէնէն հիները',
  sortTop: 'Ամէնէն շատ յանձնարարուածները',

  policyHeading: 'Քննարկումի կանոններ',
  policyText: (publisher) =>
    'Սիրով կը սպասենք ձեր մեկնաբանութիւններուն. ձեր գրածին պատասխանատուն դուք էք։ Հայհոյանքը, անձնական ' +
    'յարձակումները եւ այլ անպատշաճ նիւթերը արտօնուած չեն։ ' +
    `${publisher} իրաւունք ունի արգիլելու կանոնները խախտողները։`,
  policyPublisher: 'Խմբագրութիւնը',
  policyLink: 'Կարդալ կանոնները ամբողջութեամբ',

  listLabel: 'Մեկնաբանութիւններ',
  anonymous: 'Անանուն',
  said: (name) => `Գրեց ${name}.`,
  inReplyTo: (name) => `ի պատասխան. ${name}`,
  orphan: 'Պատասխան՝ անհասանելի մեկնաբանութեան',
  edited: (time) => `Փոփոխուած՝ ${time}`,
  staff: 'Խմբագրութիւն',
  tombstoneRemoved: 'Այս մեկնաբանութիւնը հեռացուեցաւ վարիչին կողմէ։',
  tombstoneDeleted: 'Այս մեկնաբանութիւնը ջնջուեցաւ հեղինակին կողմէ։',
  held: 'Կը սպասէ ստուգումի։ Ասիկա միայն դուք կը տեսնէք։',
  rejected: 'Այս մեկնաբանութիւնը չհրատարակուեցաւ։',
  sending: 'Կը ղրկուի…',
  reply: 'Պատասխանել',
  replyTo: (name) => `Պատասխանել. ${name}`,
  continueReply: 'Շարունակել պատասխանը',
  continueReplyTo: (name) => `Շարունակել պատասխանը. ${name}`,
  recommend: (count) => (count > 0 ? `Յանձնարարել ${String(count)}` : 'Յանձնարարել'),
  recommendBy: (name, count) =>
    count > 0
      ? `Յանձնարարել ${String(count)}, մեկնաբանութեան հեղինակը՝ ${name}`
      : `Յանձնարարել, մեկնաբանութեան հեղինակը՝ ${name}`,
  showMore: (left) =>
    left !== null && left > 0
      ? `Ցոյց տալ ուրիշ մեկնաբանութիւններ (մնաց ${String(left)})`
      : 'Ցոյց տալ ուրիշ մեկնաբանութիւններ',
  showReplies: (left) => `Ցոյց տալ եւս ${String(left)} պատասխան`,
  newComments: (count) => `${String(count)} նոր մեկնաբանութիւն`,
  empty: 'Տակաւին մեկնաբանութիւն չկայ։ Սկսեցէ՛ք զրոյցը։',
  emptyReadonly: 'Տակաւին մեկնաբանութիւն չկայ։',
  loadFailed: 'Կարելի չեղաւ մեկնաբանութիւնները բեռնել։',
  partFailed: 'Կարելի չեղաւ կարգ մը մեկնաբանութիւններ բեռնել։',
  tryAgain: 'Կրկին փորձել',
  closed: (date) => (date === null ? 'Քննարկումը փակ է։' : `Քննարկումը փակուեցաւ. ${date}։`),

  formHeading: 'Ձգել մեկնաբանութիւն',
  bodyLabel: 'Ձեր մեկնաբանութիւնը',
  nameLabel: 'Անուն',
  emailLabel: 'Ե-նամակ',
  emailHint: 'Ուրիշ ընթերցողներու ցոյց չի տրուիր։',
  urlLabel: 'Կայքէջ',
  optional: '(ոչ պարտադիր)',
  postingAs: (name) => `Կը գրէք իբրեւ ${name}`,
  post: 'Ղրկել մեկնաբանութիւնը',
  postReply: 'Ղրկել պատասխանը',
  posting: 'Կը ղրկուի…',
  cancel: 'Ջնջել',
  retry: 'Կրկնել',
  draftKept: 'Սեւագիրը պահուեցաւ։',
  charactersLeft: (count) => `Մնաց ${String(count)} նիշ`,
  charactersOver: (count) => `${String(count)} նիշ աւելի է`,
  bodyMissing: 'Ղրկելէ առաջ բան մը գրեցէ՛ք։',
  bodyTooLong: (limit) => `Կրճատեցէ՛ք մեկնաբանութիւնը մինչեւ ${String(limit)} նիշ։`,
  nameMissing: 'Գրեցէ՛ք անուն մը։',
  emailMissing: 'Գրեցէ՛ք ե-նամակի հասցէ մը։ Ցոյց չի տրուիր։',
  emailInvalid: 'Ստուգեցէ՛ք ե-նամակի հասցէն։',
  urlInvalid: 'Ստուգեցէ՛ք կայքէջին հասցէն։ Կը սկսի https://-ով',
  posted: 'Մեկնաբանութիւնը հրատարակուեցաւ։',
  heldSaid: 'Ձեր մեկնաբանութիւնը կը սպասէ ստուգումի։ Միայն դուք կը տեսնէք զայն։',
  commentUpdated: 'Մեկնաբանութիւնը փոփոխուեցաւ։',
  commentDeleted: 'Մեկնաբանութիւնը ջնջուեցաւ։',
  reportSent: 'Բողոքը ղրկուեցաւ։',
  notSent: 'Ձեր մեկնաբանութիւնը չղրկուեցաւ։ Ձեր գրածը հոս է։',
  preview: 'Նախադիտում',
  rememberMe: 'Յիշել զիս այս սարքին վրայ',
  draftSaved: 'Սեւագիրը պահուած է այս սարքին վրայ',
  draftNotKept: 'Այս զննիչը սեւագիրներ չի պահեր։ Պատճենեցէ՛ք ձեր գրութիւնը, էջէն դուրս գալէ առաջ։',
  draftRestored: 'Ձեր սեւագիրը վերականգնուեցաւ։',
  draftDiscarded: 'Սեւագիրը ջնջուեցաւ։',
  discard: 'Ջնջել սեւագիրը',
  showOtherDraft: 'Ցոյց տալ միւս սեւագիրը',
  maybeSent: 'Կրնայ ըլլալ, որ այնուամենայնիւ հրատարակուած է։ Ստուգեցէ՛ք, նախքան կրկին ղրկելը։',
  letterStopped: 'Չղրկուեցաւ։ Ձեր գրութիւնը պահուած է։',
  mayPostAgain: 'Այժմ կրնաք կրկին գրել։',
  willBeSentOnline: 'Պիտի ղրկուի, երբ կրկին առցանց ըլլաք։',
  willBeSentAt: (time) => `Պիտի ղրկուի ժամը ${time}-ին։`,
  willBeSentAgain: 'Կայքը չի պատասխաներ։ Պիտի ղրկուի, երբ պատասխանէ։',
  sendNow: 'Ղրկել հիմա',
  takeBack: 'Ետ առնել',
  takenBack: 'Պիտի չղրկուի։ Ձեր գրութիւնը կրկին ձեւաթուղթին մէջ է։',
  notTakenBack: 'Այժմ կարելի չէ ետ առնել։',

  errors: {
    validation: 'Ստուգեցէ՛ք ձեր գրածը։',
    duplicate: 'Այս մեկնաբանութիւնը արդէն ղրկած էք։',
    'rate-limited': 'Շատ արագ կը գրէք։ Քիչ մը սպասեցէ՛ք եւ կրկին փորձեցէ՛ք։',
    closed: 'Քննարկումը այդ միջոցին փակուեցաւ։',
    'blocked-words': 'Ձեր մեկնաբանութեան մէջ բառեր կան, որոնք այս թերթը չի հրատարակեր։',
    'login-required': 'Մուտք գործեցէ՛ք եւ կրկին ղրկեցէ՛ք։',
    forbidden: 'Ասիկա ձեզի արտօնուած չէ։',
    'captcha-required': 'Կայքէջը կ՚ուզէ վստահ ըլլալ, որ մարդ էք։',
    'not-found': 'Մեկնաբանութիւնը այլեւս չկայ։',
    gone: 'Մեկնաբանութիւնը այդ միջոցին հեռացուեցաւ։',
    conflict: 'Քննարկումը այդ միջոցին փոխուեցաւ։ Կրկին նայեցէ՛ք։',
    'edit-window-closed': 'Այս մեկնաբանութիւնը փոփոխելու ժամանակը անցած է։',
    offline: 'Համացանցի կապ չկայ։',
    timeout: 'Կայքէջը շատ ուշացաւ պատասխանելու։',
    server: 'Կայքէջը հիմա չկրցաւ ասիկա ընել։',
    malformed: 'Կարելի չեղաւ կայքէջին պատասխանը կարդալ։',
    unsupported: 'Այս կայքէջը ասիկա չ՚առաջարկեր։',
  },
  policyChanged: 'Այս քննարկումին կանոնները փոխուած են։ Կարդացէ՛ք զանոնք եւ կրկին ղրկեցէ՛ք։',
  rateLimitedUntil: (time) => `Կրկին կրնաք գրել ժամը ${time}-ին։`,

  missingComment: 'Այս մեկնաբանութիւնը հեռացուած է կամ գոյութիւն չունի։',
  offline: 'Համացանցի կապ չկայ։ Ձեր տեսածը կրնայ հինցած ըլլալ։',
  notKept: 'Այս դիտարկիչը մեկնաբանութիւններ չի պահեր. անոնք կ՚անհետանան պատուհանին հետ։',
  blocked: (date) =>
    date === null
      ? 'Խմբագրութիւնը այլեւս թոյլ չի տար, որ հոս գրէք։'
      : `Խմբագրութիւնը թոյլ չի տար, որ հոս գրէք։ Արգելքին աւարտը՝ ${date}։`,
  blockedBecause: (reason) => `Խմբագրութեան նշած պատճառը՝ ${reason}`,
  loginNeeded: 'Քննարկումին մասնակցելու համար մուտք գործեցէ՛ք։',
  signIn: 'Մուտք գործել',

  sorted: {
    newest: 'Դասաւորուած է ամէնէն նորերէն։',
    oldest: 'Դասաւորուած է ամէնէն հիներէն։',
    top: 'Դասաւորուած է ամէնէն շատ յանձնարարուածներէն։',
  },
  moreShown: (count) => `Եւս ${comments(count)}։`,
  backOnline: 'Կապը վերահաստատուեցաւ։',

  count: (count) =>
    count === null ? 'Մեկնաբանութիւններ' : count === 0 ? 'Առաջինը դուք մեկնաբանեցէ՛ք' : comments(count),
  countClosed: (count) => `${comments(count)}, փակ է`,
};
