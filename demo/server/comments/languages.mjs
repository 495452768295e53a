/**
 * The comments on "Nine ways to say mind the step", oldest first, with their replies. `up` is the number of
 * recommendations; `featured` is the moderator's reason for featuring a comment.
 */
export const languages = [
  {
    by: 'Everard Pym',
    text: 'A sign is a confession. If the step were where a foot expects it, none of the nine languages would be needed, and the tenth, which is mine, would not have been used so loudly on Sunday.',
    up: 6,
    featured: 'It made the whole desk look at its shoes.',
    replies: [
      {
        by: 'Rosalind Achter',
        text: 'We heard you from the corn hall, Mr Pym. The clock lost another minute.',
        up: 4,
        replies: [
          {
            by: 'Everard Pym',
            text: 'Then it has twelve, and the bus may have them.',
            replies: [
              {
                by: 'Dorrit Lamb',
                text: 'The bus says thank you. It was going to be late anyway.',
                replies: [
                  {
                    by: 'Rosalind Achter',
                    text: 'I should like it noted that this is now a letter about the clock.',
                    replies: [
                      {
                        by: 'Tobit Crane',
                        text: 'They are all letters about the clock. Some of them begin elsewhere.',
                        up: 3,
                        replies: [
                          {by: 'Dorrit Lamb', text: 'Mine begin at ten past six, when the ferry does not.'},
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      {by: 'Corin Base', text: 'It is not the step that is wrong. It is the one above it.'},
    ],
  },
  {
    by: 'Անահիտ Սարգսյան',
    text: 'Իմ տատիկը կասեր՝ «Ոտքիդ տակ նայիր»։ Դա ավելի ջերմ է, քան ցանկացած ցուցանակ։',
    up: 5,
    replies: [
      {
        by: 'Վահան Տէրեան',
        text: 'Մերը նույնն էր ասում, բայց միայն այն ժամանակ, երբ արդեն ընկել էինք։',
        replies: [
          {
            by: 'Անահիտ Սարգսյան',
            text: 'Ուրեմն նույն տատիկն էր։',
            replies: [
              {by: 'Վահան Տէրեան', text: '«Զգո՛ւյշ, աստիճան» թող գրեն, ու վերջ։'},
              {
                by: 'Yusra Hadley',
                text: 'I cannot read a word of this and I am certain that it is about grandmothers.',
                up: 7,
              },
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'Ayşe Yıldız',
    text: '“Basamağa dikkat” yeter. Annem olsa “ayağının altına bak” derdi, ama annem tabela değildi.',
    up: 3,
    replies: [
      {
        by: 'Işıl Şahin',
        text: 'İskelede ışık yoksa hiçbir dil işe yaramaz.',
        up: 4,
        replies: [
          {by: 'Ayşe Yıldız', text: 'Haklısın. Önce ampul, sonra dilbilgisi.'},
          {
            by: 'Delphine Roe',
            text: 'For those of us who need it in English: first a bulb, then the grammar. The board has the bulb. It is on the list, below the list.',
          },
        ],
      },
    ],
  },
  {
    by: 'Пётр Ильин',
    text: '«Осторожно, ступенька» — и всё. Длиннее никто читать не станет, особенно падая.',
    up: 4,
    replies: [
      {
        by: 'Вера Сомова',
        text: 'А лампочку повесить не пробовали?',
        replies: [
          {
            by: 'Пётр Ильин',
            text: 'Пробовали. Лампочка упала с той же ступеньки.',
            up: 5,
            replies: [{by: 'Вера Сомова', text: 'Тогда пусть табличка будет про неё.'}],
          },
        ],
      },
    ],
  },
  {
    by: 'ليلى حداد',
    text: '«انتبه للدرجة» تكفي، لكن اكتبوها بخطٍّ كبير، وضعوها قبل الدرجة لا بعدها.',
    up: 4,
    replies: [
      {
        by: 'سامي نصر',
        text: 'سقطتُ هناك في الشتاء الماضي، ولم تنكسر إلا كرامتي.',
        replies: [
          {by: 'ليلى حداد', text: 'إذن أنت من رأيناه يشكر البحر.'},
          {by: 'Imre Halloran', text: 'I was behind you, Sami, and I thought that you meant to do it.'},
        ],
      },
    ],
  },
  {
    by: 'נועה ברק',
    text: '«זהירות, מדרגה» זה מספיק. אבל שמישהו יתקן גם את המדרגה.',
    up: 3,
    replies: [
      {
        by: 'דניאל כץ',
        text: 'סבתא שלי הייתה אומרת: תסתכל לאן אתה הולך. ואז הייתה הולכת לפניי.',
        replies: [
          {by: 'נועה ברק', text: 'זו לא סבתא, זו מפת דרכים.'},
          {by: 'ليلى حداد', text: 'الجدّات أذكى من اللافتات.'},
        ],
      },
    ],
  },
  {
    by: 'Itziar Núñez',
    text: '«Cuidado con el escalón». Y, si puede ser, con una bombilla al lado.',
    up: 2,
    replies: [
      {
        by: 'Josune Arrieta',
        text: 'Mi abuelo lo bajó sesenta años sin cartel. Eso sí, bajaba cantando.',
        up: 6,
        replies: [
          {by: 'Itziar Núñez', text: '¿Y quién le enseñó la canción? Porque yo solo me sé el golpe.'},
          {
            by: 'Tobit Crane',
            text: 'If it is the one about the hymn, we have had letters.',
            replies: [
              {by: 'Marit Oskarsen', text: 'Eleven of them.', up: 8},
              {by: 'Josune Arrieta', text: 'It is the one about the hymn.'},
            ],
          },
        ],
      },
    ],
  },
  {
    by: 'Mireille Aubin',
    text: '« Attention à la marche » : dix-huit lettres, le peintre peut respirer.',
    replies: [
      {by: 'Piers Calloway', text: 'The painter is paid by the letter. She would like the German.'},
      {
        by: 'Jost Brandt',
        text: '„Vorsicht, Stufe“. Das Komma ist wichtig, die Lampe ist wichtiger.',
        replies: [
          {by: 'Mireille Aubin', text: 'Ne dites pas cela à la peintre, elle facture aussi les virgules.'},
        ],
      },
    ],
  },
  {
    by: 'Corwin Pell',
    text: 'For the price of nine plates you could move the step. I have the stone, and I have said so at three meetings.',
    up: 9,
    replies: [
      {
        by: 'Delphine Roe',
        text: 'You have the stone, Corwin. You have not got the two men and the tide.',
        replies: [
          {
            by: 'Corwin Pell',
            text: 'I have the tide. It comes to the yard twice a day, without being asked.',
            up: 5,
            replies: [
              {by: 'Agnes Tolliver', text: 'I have the two men. They are on my ward, with ankles.', up: 12},
            ],
          },
        ],
      },
      {
        by: 'Lucan Doyle',
        staff: 'lucan',
        text: 'We asked the board this afternoon. The step is listed: it was built wrong in 1781 and is protected as such. The plates are cheaper than the hearing.',
        up: 3,
        replies: [
          {
            by: 'Everard Pym',
            text: 'Protected from whom? It has been winning for two hundred and forty-five years.',
            up: 7,
          },
          {by: 'Isolde Fenn', text: 'I bought a hundred and five like it. Nobody told me they were listed.'},
        ],
      },
    ],
  },
  {
    by: 'Yusra Hadley',
    text: 'Could somebody write all nine on one plate, small, so that one has to stop to read it? Whoever stops does not fall.',
    up: 10,
    featured: 'The board has asked for a drawing.',
    replies: [
      {
        by: 'Bram Oakes',
        text: 'I can draw that.\n\nThe smaller the better, you said?\n  Mind the step\n    (all of you)',
      },
      {by: 'Imre Halloran', text: 'The board would want it larger, and then we are where we began.'},
    ],
  },
  {
    by: 'Agnes Tolliver',
    text: 'Nine languages, and the one that everybody shouts there is in none of them.',
    up: 8,
    replies: [
      {by: 'Dorrit Lamb', text: 'That one needs no plate. It carries.'},
      {
        by: 'Everard Pym',
        text: 'I have apologised to the corn hall.',
        replies: [
          {
            by: 'Rosalind Achter',
            reader: 'rosalind',
            text: 'The corn hall accepts. The clock has no opinion.',
          },
        ],
      },
      {by: 'Corin Base', text: 'There are at least four of it, and my father knew them all.'},
    ],
  },
  {
    by: 'Rosalind Achter',
    reader: 'rosalind',
    text: 'I have written down what my neighbours said, as they said it, for the painter:\n\n1. were\\are you hurt?\n2. "mind" (the step)\n3. “mind” (the other step)\n4. 3 < 4, count them',
    up: 2,
  },
  {
    by: 'Նարեկ Ամիրյան',
    text: 'Երբ առաջին անգամ եկա այս քաղաք, այդ աստիճանն էր միակը, որ ինձ դիմավորեց։ Խնդրում եմ՝ մի տեղափոխեք։',
    up: 4,
    replies: [
      {
        by: 'Hester Vane',
        text: 'Whatever you wrote, the whole stair has read it and is standing up straighter.',
      },
      {by: 'Անահիտ Սարգսյան', text: 'Դիմավորեց ու գրկեց։ Ես էլ եմ այդ գրկում եղել։'},
    ],
  },
  {
    by: 'Kerem Aksoy',
    text: 'Bizim köyde basamağa ad takarlardı. Buna da bir ad verin, kimse adını bildiği bir şeye takılmaz.',
    up: 5,
    replies: [
      {
        by: 'Wilhelmina Tate',
        staff: 'wilhelmina',
        text: 'Mr Aksoy says that in his village they gave the step a name, and that nobody trips over what they can call by name. Names to the letters desk, please, by Thursday.',
      },
    ],
  },
  {
    by: 'A well-wisher',
    text: 'Plates of every kind, also for steps: https://plates.example/enamel and https://plates.example/brass and https://plates.example/offers',
  },
];
