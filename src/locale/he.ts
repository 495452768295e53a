import type {Messages} from './en.js';

const comments = (count: number): string =>
  count === 1 ? 'תגובה אחת' : count === 2 ? 'שתי תגובות' : `${String(count)} תגובות`;

const characters = (count: number): string => (count === 1 ? 'תו אחד' : `${String(count)} תווים`);

/** Hebrew, in wording that fits readers of any gender. */
export const he: Messages = {
  locale: 'he',

  heading: (count) => (count ? comments(count) : 'תגובות'),
  headingClassic: (count) => (count ? `${comments(count)};` : 'תגובות'),

  sortLabel: 'מיון לפי',
  sortNewest: 'החדשות ביותר',
  sortOldest: 'הישנות ביותר',
  sortTop: 'המומלצות ביותר',

  policyHeading: 'כללי הדיון',
  policyText: (publisher) =>
    'תגובותיכם רצויות, והאחריות על מה שמתפרסם היא של הכותבים. אין לפרסם גסויות, התקפות אישיות ותוכן אחר שאינו הולם. ' +
    `מערכת ${publisher} רשאית לחסום את מי שמפרים כללים אלה.`,
  policyPublisher: 'האתר',
  policyLink: 'לקריאת הכללים במלואם',

  listLabel: 'תגובות',
  anonymous: 'אלמוני',
  said: (name) => `מאת ${name}:`,
  inReplyTo: (name) => `בתשובה אל ${name}`,
  orphan: 'תשובה לתגובה שאינה זמינה',
  edited: (time) => `נערך בשעה ${time}`,
  staff: 'המערכת',
  tombstoneRemoved: 'תגובה זו הוסרה בידי מנהלי הדיון.',
  tombstoneDeleted: 'תגובה זו נמחקה בידי מי שכתבו אותה.',
  held: 'ממתינה לבדיקה. רק לך היא מוצגת.',
  rejected: 'תגובה זו לא פורסמה.',
  sending: 'בשליחה…',
  reply: 'תשובה',
  replyTo: (name) => `תשובה אל ${name}`,
  continueReply: 'המשך התשובה',
  continueReplyTo: (name) => `המשך התשובה אל ${name}`,
  recommend: (count) => (count > 0 ? `המלצה ${String(count)}` : 'המלצה'),
  recommendBy: (name, count) =>
    count > 0 ? `המלצה ${String(count)}, התגובה של ${name}` : `המלצה על התגובה של ${name}`,
  showMore: (left) =>
    left !== null && left > 0 ? `הצגת תגובות נוספות (נותרו ${String(left)})` : 'הצגת תגובות נוספות',
  showReplies: (left) => (left === 1 ? 'הצגת תשובה נוספת' : `הצגת ${String(left)} תשובות נוספות`),
  newComments: (count) =>
    count === 1 ? 'תגובה חדשה אחת' : count === 2 ? 'שתי תגובות חדשות' : `${String(count)} תגובות חדשות`,
  empty: 'אין עדיין תגובות. זה הזמן לפתוח את השיחה.',
  emptyReadonly: 'אין עדיין תגובות.',
  loadFailed: 'לא ניתן היה לטעון את התגובות.',
  partFailed: 'לא ניתן היה לטעון חלק מהתגובות.',
  tryAgain: 'ניסיון נוסף',
  closed: (date) => (date === null ? 'הדיון נסגר לתגובות.' : `הדיון נסגר לתגובות ב־${date}.`),

  formHeading: 'כתיבת תגובה',
  bodyLabel: 'התגובה שלך',
  nameLabel: 'שם',
  emailLabel: 'דואר אלקטרוני',
  emailHint: 'לא יוצג לקוראים אחרים.',
  urlLabel: 'אתר',
  optional: '(לא חובה)',
  postingAs: (name) => `נכתב בשם ${name}`,
  post: 'שליחת התגובה',
  postReply: 'שליחת התשובה',
  posting: 'בשליחה…',
  cancel: 'ביטול',
  retry: 'שליחה חוזרת',
  draftKept: 'הטיוטה נשמרה.',
  charactersLeft: (count) => `נותרו: ${characters(count)}`,
  charactersOver: (count) => `חריגה: ${characters(count)}`,
  bodyMissing: 'יש לכתוב משהו לפני השליחה.',
  bodyTooLong: (limit) => `יש לקצר את התגובה. האורך המרבי: ${characters(limit)}.`,
  nameMissing: 'יש למלא שם.',
  emailMissing: 'יש למלא כתובת דואר אלקטרוני. היא לא תוצג.',
  emailInvalid: 'יש לבדוק את כתובת הדואר האלקטרוני.',
  urlInvalid: 'יש לבדוק את כתובת האתר. היא מתחילה ב־https://',
  posted: 'התגובה פורסמה.',
  heldSaid: 'התגובה שלך ממתינה לבדיקה. רק לך היא מוצגת.',
  commentUpdated: 'התגובה עודכנה.',
  commentDeleted: 'התגובה נמחקה.',
  reportSent: 'הדיווח נשלח.',
  notSent: 'התגובה לא נשלחה. הטקסט שלך עדיין כאן.',

  errors: {
    validation: 'יש לבדוק את הפרטים שמולאו.',
    duplicate: 'תגובה זו כבר נשלחה.',
    'rate-limited': 'התגובות נשלחות מהר מדי. יש להמתין רגע ולנסות שוב.',
    closed: 'הדיון נסגר בינתיים.',
    'blocked-words': 'בתגובה יש מילים שהעיתון אינו מפרסם.',
    'login-required': 'יש להתחבר ולשלוח שוב.',
    forbidden: 'אין לך הרשאה לכך.',
    'captcha-required': 'האתר מבקש לוודא שמדובר באדם.',
    'not-found': 'התגובה כבר אינה קיימת.',
    gone: 'התגובה הוסרה בינתיים.',
    conflict: 'הדיון השתנה בינתיים. כדאי לעיין בו שוב.',
    'edit-window-closed': 'הזמן לעריכת התגובה עבר.',
    offline: 'אין חיבור לרשת.',
    timeout: 'האתר לא השיב בזמן.',
    server: 'האתר לא הצליח לעשות זאת כעת.',
    malformed: 'לא ניתן היה לקרוא את תשובת האתר.',
    unsupported: 'האתר אינו מציע זאת.',
  },
  policyChanged: 'כללי הדיון הזה השתנו. יש לקרוא אותם ולשלוח שוב.',
  rateLimitedUntil: (time) => `אפשר יהיה לכתוב שוב בשעה ${time}.`,

  missingComment: 'תגובה זו הוסרה או שאינה קיימת.',
  offline: 'אין חיבור לרשת. ייתכן שמה שמוצג אינו מעודכן.',
  notKept: 'הדפדפן אינו שומר תגובות: הן ייעלמו עם סגירת החלון.',
  blocked: (date) =>
    date === null ? 'המערכת אינה מאפשרת לך עוד לכתוב כאן.' : `המערכת אינה מאפשרת לך לכתוב כאן עד ${date}.`,
  blockedBecause: (reason) => `הנימוק של המערכת: ${reason}`,
  loginNeeded: 'כדי להצטרף לדיון יש להתחבר.',
  signIn: 'התחברות',

  sorted: {
    newest: 'ממוין מהחדשות ביותר.',
    oldest: 'ממוין מהישנות ביותר.',
    top: 'ממוין מהמומלצות ביותר.',
  },
  moreShown: (count) => `נוספו לרשימה: ${comments(count)}.`,
  backOnline: 'החיבור לרשת חזר.',

  count: (count) => (count === null ? 'תגובות' : count === 0 ? 'לכתיבת התגובה הראשונה' : comments(count)),
  countClosed: (count) => `${comments(count)}, הדיון סגור`,
};
