import {phrases, type LanguageWords} from './language-words.js';

/** German. */
export const de: LanguageWords = {
  profanity: phrases(`
    scheiße; scheisse; scheiß*; scheiss; beschissen*; verschissen*; arschloch; arschlöcher*; arschgesicht*;
    arschgeige*; leck mich am arsch; verarsch*; fick dich; fick euch; ficken; ficker; gefickt; fickt euch;
    verfickt*; fotze; fotzen; hurensohn; hurensöhne*; hure; nutte; nutten; schlampe; schlampen; wichser*;
    wichsen; missgeburt; drecksau*; dreckschwein*; drecksack*; neger; schwuchtel*; kacke; spast; spasten
  `),
  you: ['du', 'ihr', 'typen wie du', 'leute wie du'],
  between: phrases(`
    bist; seid; sind; ein; eine; einfach; nur; doch; echt; wirklich; ja; halt; alter; alte; altes; blöder;
    blöde; blödes; dummer; dumme; dummes; armer; armselige; armseliger; kleiner; kleine; kleines; totaler;
    totale; kompletter; komplette; völliger; dreckiger; dreckige; alle; so
  `),
  insults: phrases(`
    idiot; idioten; idiotin; vollidiot; vollidioten; trottel; volltrottel; depp; deppen; vollpfosten;
    dummkopf; dummköpfe; schwachkopf; schwachköpfe; hohlkopf; blödmann; abschaum; ungeziefer; penner;
    versager; feigling; lügner; spinner; hirnlos; dumm; blöd; dämlich; bescheuert; krank im kopf;
    erbärmlich; arschloch; wichser
  `),
  attacks: phrases(`
    halt die fresse; halt dein maul; halt das maul; halt die klappe; haltet die fresse; haltet das maul;
    halts maul; bring dich um; verrecke; verreck; verpiss dich; verpisst euch; fahr zur hölle; geh sterben;
    spinnst du; bist du dumm; bist du blöd; bist du bescheuert; wie dumm bist du; du gehörst weggesperrt;
    geh dahin zurück, wo du herkommst; sie idiot; sie vollidiot; sie trottel; sie dummkopf;
    sie sind ein idiot; sie sind ein vollidiot; sie sind ein trottel; sie sind ein lügner; du schwein;
    du sau; du bist ein schwein; du bist dreck; du stück dreck; du stück scheiße
  `),
};
