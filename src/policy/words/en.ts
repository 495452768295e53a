import {phrases, type LanguageWords} from './language-words.js';

/** English. Its swear words are in `english.ts`, for they are looked for in disguise too. */
export const en: LanguageWords = {
  profanity: [],
  you: phrases(`
    you; you're; you’re; youre; y'all; u; ur; you people; you guys; you lot; you all; you two
  `),
  denials: ['do', 'did', 'not', 'if'],
  between: phrases(`
    are; r; must be; were; is; a; an; the; such; just; all; really; truly; clearly; obviously; nothing but;
    total; totally; complete; completely; absolute; absolutely; utter; utterly; biggest; bloody; damn;
    fucking; stupid; dumb; pathetic; ignorant; worthless; little; old; dirty; miserable; brainless;
    bunch of; pack of; piece of; lying; filthy; sir; madam
  `),
  insults: phrases(`
    idiot; idiots; moron; morons; imbecile; imbeciles; retard; retards; stupid; pathetic; worthless;
    brainless; braindead; brain-dead; scum; scumbag; scumbags; filth; vermin; cretin; cretins; halfwit;
    halfwits; half-wit; dimwit; dimwits; nitwit; nitwits; dunce; loser; losers; clowns; coward; cowards;
    bastard; bastards; prick; pricks; pigs; rats; cockroaches; subhuman; liar; liars; fools; simpleton;
    psychopath; lunatic; trolls; bigot; bigots; hypocrites; asshole; arsehole; bitch; cunt; whore;
    disgusting; douchebag; jackass; dumbass; dickhead; wanker
  `),
  attacks: phrases(`
    go kill yourself; kys; shut your mouth; shut your trap; go to hell; burn in hell; rot in hell;
    screw you; i hope you die; you should die; you make me sick; your mother is a*; you disgust me;
    you should be ashamed to be alive; go back to where you came from; go back to your country;
    are you stupid; are you dumb; are you retarded; are you brain-dead; how stupid are you;
    what an idiot you are; what a moron you are; i know where you live; just shut up; oh shut up;
    please shut up; shut up already; you shut up; shut up you; shut up, you; just drop dead;
    just kill yourself; please kill yourself; kill yourself already; you're dumb; you’re dumb; you are dumb;
    you are so dumb; you are trash; you are garbage; you're trash; you're garbage; you are a pig;
    you're a pig; you are a rat; you are a disgrace; you're a disgrace; you are a hypocrite;
    you're a hypocrite; you hypocrite; you are a clown; you're a clown; you are a troll; you're a troll;
    you are a fool; you're a fool; you are sick in the head
  `),
};
