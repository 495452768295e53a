import {phrases, type LanguageWords} from './language-words.js';

/** French. Not "con" (with, in Spanish), "bite" (English), "retard" (late). */
export const fr: LanguageWords = {
  profanity: phrases(`
    merde; merdes; merdique*; emmerde*; putain; putains; pute; putes; fils de pute; connard*; connasse*;
    conard; conasse; enculé*; enculer; enculés; va te faire enculer; enfoiré*; salope*; salopard*;
    nique ta mère; nique ta race; ntm; niquer; niqué; bordel de merde; trou du cul; trouduc*; branleur*;
    couille; couilles; chiasse; fait chier; font chier; va te faire foutre; allez vous faire foutre;
    va chier; bougnoule*; youpin*; négro*; pédé; pédés
  `),
  you: ['tu', 'vous', "t'", 't’', "t'es", 't’es', 'espèce de', 'espèces de', 'bande de', 'sale'],
  between: phrases(`
    es; êtes; un; une; des; vraiment; qu’un; qu'un; n’es; n'es; n’êtes; n'êtes; que; complètement;
    totalement; tellement; si; trop; le roi des; tous; gros; grosse; sale; sales; pauvre; pauvres; petit;
    petite; vieux; vieille; bande de; espèce de
  `),
  insults: phrases(`
    con; cons; conne; connes; idiot; idiote; idiots; idiotes; imbécile; imbéciles; crétin; crétine; crétins;
    abruti; abrutie; abrutis; débile; débiles; stupide; stupides; ordure; ordures; raclure; raclures; porc;
    porcs; vermine; lâche; lâches; menteur; menteuse; menteurs; minable; minables; clown; clowns; taré;
    tarée; tarés; pourriture; pourritures; connard; connards; connasse; salaud; salauds; malade mental
  `),
  attacks: phrases(`
    ta gueule; vos gueules; ferme ta gueule; fermez vos gueules; ferme-la; fermez-la; la ferme; va crever;
    crève; va te pendre; va mourir; suicide-toi; tue-toi; casse-toi pauvre*; va au diable; allez au diable;
    tu me dégoûtes; vous me dégoûtez; retourne dans ton pays; retournez dans votre pays; tu fais pitié;
    pauvre con; pauvre conne; pauvre type va; espèce d’imbécile; espèce d'imbécile; espèce d’idiot;
    espèce d'idiot; espèce d’abruti; espèce d'abruti; espèce d’ordure; espèce d'ordure
  `),
};
