import type {Messages} from './en.js';
import {plural, type PluralForms} from './plural.js';

const number = (count: number, forms: PluralForms): string => plural('ar', count, forms);

const comments = (count: number): string =>
  number(count, {
    zero: 'لا تعليقات',
    one: 'تعليق واحد',
    two: 'تعليقان',
    few: `${String(count)} تعليقات`,
    many: `${String(count)} تعليقًا`,
    other: `${String(count)} تعليق`,
  });

const characters = (count: number): string =>
  number(count, {
    zero: 'صفر',
    one: 'حرف واحد',
    two: 'حرفان',
    few: `${String(count)} أحرف`,
    many: `${String(count)} حرفًا`,
    other: `${String(count)} حرف`,
  });

/** Arabic. Names stand apart from the sentence, so that it says nothing of whom they name. */
export const ar: Messages = {
  locale: 'ar',

  heading: (count) => (count ? comments(count) : 'التعليقات'),
  headingClassic: (count) => (count ? `${comments(count)}؛` : 'التعليقات'),

  sortLabel: 'الترتيب حسب',
  sortNewest: 'الأحدث',
  sortOldest: 'الأقدم',
  sortTop: 'الأكثر توصية',

  policyHeading: 'سياسة النقاش',
  policyText: (publisher) =>
    'نرحب بتعليقاتكم، وكل كاتب مسؤول عما ينشره. لا يُسمح بالألفاظ النابية ولا بالهجوم الشخصي ولا بأي محتوى غير لائق. ' +
    `يحق لـ ${publisher} حظر من يخالف هذه القواعد.`,
  policyPublisher: 'الناشر',
  policyLink: 'قراءة السياسة كاملة',

  listLabel: 'التعليقات',
  anonymous: 'مجهول',
  said: (name) => `كتب ${name}:`,
  inReplyTo: (name) => `ردًا على ${name}`,
  orphan: 'رد على تعليق غير متاح',
  edited: (time) => `عُدّل في ${time}`,
  staff: 'التحرير',
  tombstoneRemoved: 'أزال المشرف هذا التعليق.',
  tombstoneDeleted: 'حذف صاحب التعليق تعليقه.',
  held: 'بانتظار المراجعة. لا يراه أحد سواك.',
  rejected: 'لم يُنشر هذا التعليق.',
  sending: 'جارٍ الإرسال…',
  reply: 'رد',
  replyTo: (name) => `رد على ${name}`,
  continueReply: 'متابعة الرد',
  continueReplyTo: (name) => `متابعة الرد على ${name}`,
  recommend: (count) => (count > 0 ? `توصية ${String(count)}` : 'توصية'),
  recommendBy: (name, count) =>
    count > 0 ? `توصية ${String(count)}، تعليق ${name}` : `توصية بتعليق ${name}`,
  showMore: (left) =>
    left !== null && left > 0 ? `عرض مزيد من التعليقات (المتبقي ${String(left)})` : 'عرض مزيد من التعليقات',
  showReplies: (left) =>
    number(left, {
      zero: 'لا مزيد من الردود',
      one: 'عرض رد واحد آخر',
      two: 'عرض ردين آخرين',
      few: `عرض ${String(left)} ردود أخرى`,
      many: `عرض ${String(left)} ردًا آخر`,
      other: `عرض ${String(left)} رد آخر`,
    }),
  newComments: (count) =>
    number(count, {
      zero: 'لا تعليقات جديدة',
      one: 'تعليق جديد',
      two: 'تعليقان جديدان',
      few: `${String(count)} تعليقات جديدة`,
      many: `${String(count)} تعليقًا جديدًا`,
      other: `${String(count)} تعليق جديد`,
    }),
  empty: 'لا تعليقات بعد. ابدأ النقاش.',
  emptyReadonly: 'لا تعليقات بعد.',
  loadFailed: 'تعذر تحميل التعليقات.',
  partFailed: 'تعذر تحميل بعض التعليقات.',
  tryAgain: 'إعادة المحاولة',
  closed: (date) => (date === null ? 'أُغلق باب التعليق.' : `أُغلق باب التعليق في ${date}.`),

  formHeading: 'اكتب تعليقًا',
  bodyLabel: 'تعليقك',
  nameLabel: 'الاسم',
  emailLabel: 'البريد الإلكتروني',
  emailHint: 'لا يظهر للقراء الآخرين.',
  urlLabel: 'الموقع',
  optional: '(اختياري)',
  postingAs: (name) => `تكتب باسم ${name}`,
  post: 'إرسال التعليق',
  postReply: 'إرسال الرد',
  posting: 'جارٍ الإرسال…',
  cancel: 'إلغاء',
  retry: 'إعادة الإرسال',
  draftKept: 'حُفظت المسودة.',
  charactersLeft: (count) => `المتبقي: ${characters(count)}`,
  charactersOver: (count) => `الزائد: ${characters(count)}`,
  bodyMissing: 'اكتب شيئًا قبل الإرسال.',
  bodyTooLong: (limit) => `اختصر تعليقك. الحد الأقصى: ${characters(limit)}.`,
  nameMissing: 'اكتب اسمًا.',
  emailMissing: 'اكتب بريدًا إلكترونيًا. لن يظهر لأحد.',
  emailInvalid: 'راجع البريد الإلكتروني.',
  urlInvalid: 'راجع عنوان الموقع. يبدأ العنوان بـ https://',
  posted: 'نُشر التعليق.',
  heldSaid: 'تعليقك بانتظار المراجعة. لا يراه أحد سواك.',
  commentUpdated: 'عُدّل التعليق.',
  commentDeleted: 'حُذف التعليق.',
  reportSent: 'أُرسل البلاغ.',
  notSent: 'لم يُرسل تعليقك. ما كتبته لا يزال هنا.',
  preview: 'معاينة',
  rememberMe: 'تذكّرني على هذا الجهاز',
  draftSaved: 'حُفظت المسودة على هذا الجهاز',
  draftNotKept: 'هذا المتصفح لا يحفظ المسودات. انسخ نصك قبل مغادرة الصفحة.',
  draftRestored: 'استُعيدت مسودتك.',
  draftDiscarded: 'حُذفت المسودة.',
  discard: 'حذف المسودة',
  showOtherDraft: 'عرض مسودتك الأخرى',
  maybeSent: 'ربما نُشر التعليق رغم ذلك. يُرجى التحقق قبل إرساله مرة أخرى.',
  letterStopped: 'لم يُرسل التعليق. نصك محفوظ.',
  mayPostAgain: 'يمكنك النشر الآن من جديد.',
  willBeSentOnline: 'سيُرسل عند عودة اتصالك بالإنترنت.',
  willBeSentAt: (time) => `سيُرسل في الساعة ${time}.`,
  willBeSentAgain: 'الموقع لا يستجيب. سيُرسل التعليق حالما يستجيب.',
  sendNow: 'أرسل الآن',
  takeBack: 'سحب',
  takenBack: 'لن يُرسل التعليق. عاد نصك إلى النموذج.',
  notTakenBack: 'لا يمكن سحبه الآن.',

  errors: {
    validation: 'راجع ما أدخلته.',
    duplicate: 'سبق أن أرسلت هذا التعليق.',
    'rate-limited': 'ترسل بسرعة كبيرة. انتظر قليلًا ثم حاول مرة أخرى.',
    closed: 'أُغلق النقاش في هذه الأثناء.',
    'blocked-words': 'في تعليقك كلمات لا تنشرها هذه الصحيفة.',
    'login-required': 'سجّل الدخول ثم أرسل مرة أخرى.',
    forbidden: 'لا يُسمح لك بذلك.',
    'captcha-required': 'يريد الموقع التأكد من أنك إنسان.',
    'not-found': 'لم يعد التعليق موجودًا.',
    gone: 'أُزيل التعليق في هذه الأثناء.',
    conflict: 'تغيّر النقاش في هذه الأثناء. ألقِ نظرة أخرى.',
    'edit-window-closed': 'انتهت مهلة تعديل هذا التعليق.',
    offline: 'لا اتصال بالإنترنت.',
    timeout: 'تأخر الموقع كثيرًا في الرد.',
    server: 'لم يتمكن الموقع من ذلك الآن.',
    malformed: 'تعذرت قراءة رد الموقع.',
    unsupported: 'لا يتيح هذا الموقع ذلك.',
  },
  policyChanged: 'تغيّرت قواعد هذا النقاش. اقرأها ثم أعد الإرسال.',
  rateLimitedUntil: (time) => `يمكنك الإرسال من جديد في ${time}.`,

  missingComment: 'أُزيل هذا التعليق أو لا وجود له.',
  offline: 'لا اتصال بالإنترنت. قد لا يكون ما تراه محدّثًا.',
  notKept: 'لا يحفظ هذا المتصفح التعليقات: تختفي عند إغلاق النافذة.',
  blocked: (date) =>
    date === null
      ? 'لم تعد هيئة التحرير تسمح لك بالكتابة هنا.'
      : `لا تسمح لك هيئة التحرير بالكتابة هنا حتى ${date}.`,
  blockedBecause: (reason) => `السبب الذي تذكره: ${reason}`,
  loginNeeded: 'سجّل الدخول للمشاركة في النقاش.',
  signIn: 'تسجيل الدخول',

  sorted: {
    newest: 'رُتّبت من الأحدث.',
    oldest: 'رُتّبت من الأقدم.',
    top: 'رُتّبت من الأكثر توصية.',
  },
  moreShown: (count) => `أُضيف إلى القائمة: ${comments(count)}.`,
  backOnline: 'عاد الاتصال بالإنترنت.',

  count: (count) => (count === null ? 'التعليقات' : count === 0 ? 'كن أول المعلقين' : comments(count)),
  countClosed: (count) => `${comments(count)}، أُغلق النقاش`,
};
