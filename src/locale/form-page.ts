import type {Language} from './languages.js';

/** What only the pages say by which readers without scripts write. */
export interface FormPageMessages {
  /** The comment waits for a moderator. */
  readonly held: string;
  /** The form did not come from a page that the server knows: the reader confirms by posting again. */
  readonly confirm: string;
  /** A link. */
  readonly back: string;
}

export const formPageMessages: Readonly<Record<Language, FormPageMessages>> = {
  ar: {
    held: 'تعليقك بانتظار المراجعة.',
    confirm: 'يُرجى قراءة تعليقك ثم إرساله مرة أخرى.',
    back: 'العودة إلى المقال',
  },
  de: {
    held: 'Ihr Kommentar wird noch geprüft.',
    confirm: 'Bitte sehen Sie Ihren Kommentar an, und senden Sie ihn noch einmal ab.',
    back: 'Zurück zum Artikel',
  },
  en: {
    held: 'Your comment is waiting for review.',
    confirm: 'Please look at your comment, then post it once more.',
    back: 'Back to the article',
  },
  es: {
    held: 'Su comentario está pendiente de revisión.',
    confirm: 'Revise su comentario y envíelo otra vez.',
    back: 'Volver al artículo',
  },
  fr: {
    held: 'Votre commentaire attend d’être relu.',
    confirm: 'Veuillez relire votre commentaire, puis l’envoyer à nouveau.',
    back: 'Retour à l’article',
  },
  he: {
    held: 'התגובה שלך ממתינה לבדיקה.',
    confirm: 'קראו את התגובה ושלחו אותה שוב.',
    back: 'חזרה לכתבה',
  },
  hy: {
    held: 'Ձեր մեկնաբանությունը սպասում է ստուգման։',
    confirm: 'Խնդրում ենք կարդալ Ձեր մեկնաբանությունը և կրկին ուղարկել։',
    back: 'Վերադառնալ հոդվածին',
  },
  hyw: {
    held: 'Ձեր մեկնաբանութիւնը կը սպասէ ստուգումի։',
    confirm: 'Կը խնդրենք կարդալ Ձեր մեկնաբանութիւնը եւ կրկին ղրկել։',
    back: 'Վերադառնալ յօդուածին',
  },
  ru: {
    held: 'Ваш комментарий ждёт проверки.',
    confirm: 'Пожалуйста, прочитайте комментарий и отправьте его ещё раз.',
    back: 'Вернуться к статье',
  },
  tr: {
    held: 'Yorumunuz incelenmeyi bekliyor.',
    confirm: 'Lütfen yorumunuza bakın ve yeniden gönderin.',
    back: 'Makaleye dön',
  },
};
