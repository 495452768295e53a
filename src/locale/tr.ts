import type {Messages} from './en.js';

/** A Turkish noun keeps its singular after a number. */
const comments = (count: number): string => `${String(count)} yorum`;

/** Turkish. Names stand apart from the sentence, for their endings depend on how they sound. */
export const tr: Messages = {
  locale: 'tr',

  heading: (count) => (count ? comments(count) : 'Yorumlar'),
  headingClassic: (count) => (count ? (count === 1 ? 'Bir yorum;' : `${comments(count)};`) : 'Yorumlar'),

  sortLabel: 'Sıralama',
  sortNewest: 'En yeni',
  sortOldest: 'En eski',
  sortTop: 'En çok önerilen',

  policyHeading: 'Tartışma Kuralları',
  policyText: (publisher) =>
    'Yorumlarınızı bekliyoruz; yazdıklarınızdan siz sorumlusunuz. Küfür, kişisel saldırı ve diğer uygunsuz içeriklere ' +
    `izin verilmez. ${publisher} bu kurallara uymayanları engelleyebilir.`,
  policyPublisher: 'Yayıncı',
  policyLink: 'Kuralların tamamını okuyun',

  listLabel: 'Yorumlar',
  anonymous: 'Adsız',
  said: (name) => `${name} dedi ki:`,
  inReplyTo: (name) => `yanıtlanan: ${name}`,
  orphan: 'Artık görünmeyen bir yoruma yanıt',
  edited: (time) => `Düzenlendi: ${time}`,
  staff: 'Gazete',
  tombstoneRemoved: 'Bu yorum bir moderatör tarafından kaldırıldı.',
  tombstoneDeleted: 'Bu yorum yazarı tarafından silindi.',
  held: 'İncelenmeyi bekliyor. Bunu yalnızca siz görebilirsiniz.',
  rejected: 'Bu yorum yayımlanmadı.',
  sending: 'Gönderiliyor…',
  reply: 'Yanıtla',
  replyTo: (name) => `Yanıtla: ${name}`,
  continueReply: 'Yanıta devam et',
  continueReplyTo: (name) => `Yanıta devam et: ${name}`,
  recommend: (count) => (count > 0 ? `Öner ${String(count)}` : 'Öner'),
  recommendBy: (name, count) =>
    count > 0 ? `Öner ${String(count)}, yorumu yazan ${name}` : `Öner: yorumu yazan ${name}`,
  showMore: (left) =>
    left !== null && left > 0 ? `Daha fazla yorum göster (${String(left)} kaldı)` : 'Daha fazla yorum göster',
  showReplies: (left) => `${String(left)} yanıt daha göster`,
  newComments: (count) => `${String(count)} yeni yorum`,
  empty: 'Henüz yorum yok. Konuşmayı siz başlatın.',
  emptyReadonly: 'Henüz yorum yok.',
  loadFailed: 'Yorumlar yüklenemedi.',
  partFailed: 'Bazı yorumlar yüklenemedi.',
  tryAgain: 'Tekrar dene',
  closed: (date) => (date === null ? 'Yorumlar kapandı.' : `Yorumların kapandığı tarih: ${date}.`),

  formHeading: 'Yorum yazın',
  bodyLabel: 'Yorumunuz',
  nameLabel: 'Ad',
  emailLabel: 'E-posta',
  emailHint: 'Diğer okurlara gösterilmez.',
  urlLabel: 'Web sitesi',
  optional: '(isteğe bağlı)',
  postingAs: (name) => `Yazan: ${name}`,
  post: 'Yorumu gönder',
  postReply: 'Yanıtı gönder',
  posting: 'Gönderiliyor…',
  cancel: 'Vazgeç',
  retry: 'Yeniden dene',
  draftKept: 'Taslak saklandı.',
  charactersLeft: (count) => `${String(count)} karakter kaldı`,
  charactersOver: (count) => `${String(count)} karakter fazla`,
  bodyMissing: 'Göndermeden önce bir şey yazın.',
  bodyTooLong: (limit) => `Yorumunuz en fazla ${String(limit)} karakter olabilir; lütfen kısaltın.`,
  nameMissing: 'Bir ad yazın.',
  emailMissing: 'Bir e-posta adresi yazın. Gösterilmez.',
  emailInvalid: 'E-posta adresini kontrol edin.',
  urlInvalid: 'Web adresini kontrol edin. Adres https:// ile başlar.',
  posted: 'Yorum yayımlandı.',
  heldSaid: 'Yorumunuz incelenmeyi bekliyor. Yalnızca siz görebilirsiniz.',
  commentUpdated: 'Yorum güncellendi.',
  commentDeleted: 'Yorum silindi.',
  reportSent: 'Bildirim gönderildi.',
  notSent: 'Yorumunuz gönderilmedi. Metniniz burada duruyor.',

  errors: {
    validation: 'Yazdıklarınızı kontrol edin.',
    duplicate: 'Bu yorumu zaten gönderdiniz.',
    'rate-limited': 'Çok hızlı yazıyorsunuz. Biraz bekleyip yeniden deneyin.',
    closed: 'Tartışma bu arada kapatıldı.',
    'blocked-words': 'Yorumunuzda bu gazetenin yayımlamadığı sözcükler var.',
    'login-required': 'Oturum açıp yeniden gönderin.',
    forbidden: 'Bunu yapmaya izniniz yok.',
    'captcha-required': 'Site bir insan olduğunuzdan emin olmak istiyor.',
    'not-found': 'Yorum artık yok.',
    gone: 'Yorum bu arada kaldırıldı.',
    conflict: 'Tartışma bu arada değişti. Lütfen yeniden bakın.',
    'edit-window-closed': 'Bu yorumu değiştirme süresi doldu.',
    offline: 'Çevrimdışısınız.',
    timeout: 'Sitenin yanıtı çok uzun sürdü.',
    server: 'Site bunu şu anda yapamadı.',
    malformed: 'Sitenin yanıtı okunamadı.',
    unsupported: 'Bu site bunu sunmuyor.',
  },
  policyChanged: 'Bu tartışmanın kuralları değişti. Lütfen okuyun ve yeniden gönderin.',
  rateLimitedUntil: (time) => `Yeniden yazabileceğiniz saat: ${time}.`,

  missingComment: 'Bu yorum kaldırıldı ya da hiç yok.',
  offline: 'Çevrimdışısınız. Gördükleriniz güncel olmayabilir.',
  notKept: 'Bu tarayıcı yorumları saklamıyor: Pencere kapanınca silinirler.',
  blocked: (date) =>
    date === null
      ? 'Yazı işleri artık burada yazmanıza izin vermiyor.'
      : `Yazı işleri burada yazmanıza izin vermiyor. Engelin bitişi: ${date}.`,
  blockedBecause: (reason) => `Gösterilen gerekçe: ${reason}`,
  loginNeeded: 'Tartışmaya katılmak için oturum açın.',
  signIn: 'Oturum aç',

  sorted: {
    newest: 'En yeniden başlayarak sıralandı.',
    oldest: 'En eskiden başlayarak sıralandı.',
    top: 'En çok önerilenden başlayarak sıralandı.',
  },
  moreShown: (count) => `${String(count)} yorum daha.`,
  backOnline: 'Yeniden çevrimiçisiniz.',

  count: (count) => (count === null ? 'Yorumlar' : count === 0 ? 'İlk yorumu siz yazın' : comments(count)),
  countClosed: (count) => `${comments(count)}, kapalı`,
};
