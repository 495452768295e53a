import {phrases, type LanguageWords} from './language-words.js';

/** Spanish. Not "polla", "concha", "coger", "verga", which are innocent somewhere. */
export const es: LanguageWords = {
  profanity: phrases(`
    mierda; mierdas; puta; putas; puto; putos; putada; hijo de puta; hijos de puta; hija de puta; hijoputa;
    hijueputa; hdp; gilipollas; gilipollez*; cabrón; cabrones; cabrona*; coño; joder; jodete; jódete;
    jodido; jodida; que te jodan; pendejo*; pendeja*; chinga tu madre; chinga*; maricón; maricones;
    me cago en*; vete a la mierda; malparido*; malparida*; carajo; pelotudo*; pelotuda*; zorra de mierda;
    comemierda*; que se jodan; que os jodan
  `),
  you: ['tú', 'vos', 'usted', 'ustedes', 'vosotros', 'eres', 'sos', 'sois', 'pedazo de', 'panda de'],
  denials: ['no', 'ni', 'nunca'],
  between: phrases(`
    eres; sos; es; son; sois; un; una; unos; unas; el; la; más; muy; tan; realmente; completamente; todo;
    todos; pobre; puro; pura; maldito; maldita; gran; pedazo de; panda de
  `),
  insults: phrases(`
    idiota; idiotas; imbécil; imbéciles; estúpido; estúpida; estúpidos; estúpidas; tonto; tonta; tontos;
    tontas; subnormal; subnormales; retrasado; retrasada; basura; escoria; cretino; cretina; cretinos;
    payaso; payasa; payasos; mentiroso; mentirosa; mentirosos; cobarde; cobardes; cerdo; cerda; cerdos;
    rata; ratas; ignorante; ignorantes; patético; patética; gilipollas; cabrón; hijo de puta; asqueroso;
    asquerosa; animal; bruto; inútil
  `),
  attacks: phrases(`
    cállate la boca; cierra el pico; cierra la boca; callate imbécil; muérete; ojalá te mueras;
    ojalá te murieras; púdrete; vete al infierno; vete al diablo; mátate; das asco; dais asco; me das asco;
    vuelve a tu país; vete a tu país
  `),
};
