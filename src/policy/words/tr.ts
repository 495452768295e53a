import {phrases, type LanguageWords} from './language-words.js';

/** Turkish. Not "am", "sik", "got", "pic", which are English; "göt" with its endings, not "götür-" (to take). */
export const tr: LanguageWords = {
  profanity: phrases(`
    siktir*; sikerim; sikeyim; sikeceğim; sikecem; sikik; sikikler; sikiş*; sikiyim; sikmek; sokayım;
    amına*; amına koyayım; amına koyim; amınakoyim; amınakoyayım; amk; amq; amcık*; orospu*; oruspu*;
    orospu çocuğu; piç; piçler; piçlik; piçin; piçleri; yarrak*; yarrağım*; göt; götü; götün; götüne;
    götünü; götveren*; götlek*; ibne; ibneler; puşt; puştlar; pezevenk*; pezeveng*; gavat; gavatlar;
    fahişe evladı; taşşak*; anasını siktiğim*; boktan; bok ye; bok yiyin; ananı sik*; ananızı sik*;
    ebeni sik*; sktr; sktrgit
  `),
  you: ['sen', 'siz', 'senin gibi', 'sizin gibi', 'seni', 'sizi', 'ulan', 'lan'],
  between: phrases(`
    bir; tam; tam bir; çok; ne kadar; gerçekten; hep; hepiniz; gidi; zaten; de; da
  `),
  insults: phrases(`
    aptal; aptallar; aptalsın; aptalsınız; salak; salaklar; salaksın; salaksınız; gerizekalı; geri zekalı;
    gerizekalılar; gerizekalısın; geri zekalısın; geri zekâlı; geri zekâlısın; ahmak; ahmaklar; ahmaksın;
    şerefsiz; şerefsizler; şerefsizsin; namussuz; namussuzlar; namussuzsun; haysiyetsiz; haysiyetsizsin;
    alçak; alçaklar; alçaksın; köpeksin; eşeksin; hayvansın; dangalak; dangalaksın; embesil; yalancısın;
    korkaksın; zavallısın; beyinsiz; beyinsizler; beyinsizsin; cahilsin; pisliksin; soytarısın; yavşak;
    yavşaksın
  `),
  attacks: phrases(`
    kapa çeneni; kapayın çenenizi; çeneni kapa; kes sesini; kesin sesinizi; sus lan; geber; gebersin;
    gebersinler; geberin; cehenneme git; cehennemin dibine git; defol git; defolun gidin;
    allah belanı versin; allah belanızı versin; aptalsın; salaksın; gerizekalısın; şerefsizsin;
    şerefsiz herif; aptal herif; salak herif; geri zekalısın; beyinsizsin; it oğlu it; eşek oğlu eşek;
    öldüreceğim seni; seni öldüreceğim; seni bulacağım
  `),
};
