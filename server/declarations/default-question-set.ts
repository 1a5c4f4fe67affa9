import type { QuestionSet } from '#shared/domain/declaration.ts';

/** Version 1, published with a new deployment. Never edited once a deployment has it: a change is a new version. */
export const DEFAULT_QUESTION_SET: QuestionSet = {
  version: 1,
  questions: [
    {
      id: 'symptoms',
      text: {
        vi: 'Trong 14 ngày qua, bạn có bị sốt, ho, khó thở hoặc đau họng không?',
        en: 'In the last 14 days, have you had a fever, a cough, trouble breathing or a sore throat?',
      },
      pictograms: ['fever', 'cough', 'breath', 'throat'],
      yes: 'see-staff',
      checklist: [
        { id: 'fever-now', label: { vi: 'Đang sốt', en: 'Fever right now' }, verdict: 'not-today' },
        { id: 'breath', label: { vi: 'Khó thở', en: 'Trouble breathing' }, verdict: 'not-today' },
        { id: 'cough', label: { vi: 'Ho', en: 'Cough' }, verdict: 'see-staff' },
        { id: 'throat', label: { vi: 'Đau họng', en: 'Sore throat' }, verdict: 'see-staff' },
        {
          id: 'smell-taste',
          label: { vi: 'Mất khứu giác hoặc vị giác', en: 'Loss of smell or taste' },
          verdict: 'see-staff',
        },
        {
          id: 'recovered',
          label: { vi: 'Đã từng bị, nay đã khỏi', en: 'I had some of these and am well now' },
          verdict: 'see-staff',
        },
      ],
    },
    {
      id: 'contact',
      text: {
        vi: 'Trong 14 ngày qua, bạn có tiếp xúc gần với người đã được xác nhận mắc COVID-19 không?',
        en: 'In the last 14 days, have you been close to someone confirmed to have COVID-19?',
      },
      pictograms: ['contact'],
      yes: 'see-staff',
      checklist: [
        { id: 'quarantine', label: { vi: 'Tôi đang phải cách ly', en: 'I am in quarantine' }, verdict: 'not-today' },
        { id: 'household', label: { vi: 'Người đó ở cùng nhà', en: 'We live together' }, verdict: 'not-today' },
        { id: 'met', label: { vi: 'Có gặp gần, không ở cùng nhà', en: 'We met at close range' }, verdict: 'see-staff' },
      ],
    },
  ],
  consent: {
    version: 1,
    text: {
      vi:
        'Để liên lạc được với bạn khi cần truy vết, địa điểm này ghi lại họ tên, số điện thoại, giấy tờ bạn quét (nếu có), ' +
        'câu trả lời sức khoẻ và giờ ra vào. Thông tin được niêm phong ngay; chỉ nhân viên được giao việc và cán bộ y tế ' +
        'mới được mở khi có lý do, và mỗi lần mở đều được ghi lại. Câu trả lời sức khoẻ bị xoá sau 14 ngày, thông tin ' +
        'liên lạc sau 21 ngày. Bạn có thể không đồng ý và gặp nhân viên, hoặc rút lại đồng ý bất cứ lúc nào bằng mã biên ' +
        'nhận hay qua nhân viên. Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.',
      en:
        'So that you can be reached if contacts have to be traced, this place records your name, phone number, the document ' +
        'you scan (if any), your health answers and when you come and go. It is sealed at once; only assigned staff and ' +
        'health officers may open it, with a reason, and every look is recorded. Health answers are deleted after 14 days, ' +
        'contact details after 21. You may decline and see the staff, or withdraw at any time with your receipt code or ' +
        'through the staff. Under Viet Nam’s Law 91/2025/QH15 on the protection of personal data.',
    },
  },
};

/** What a visitor agrees to before a pass is made; the pass is used at every venue of the deployment. */
export const PASS_CONSENT: QuestionSet['consent'] = {
  version: 1,
  text: {
    vi:
      'Thẻ khách là một mã QR không chứa tên của bạn. Họ tên và số điện thoại được niêm phong trên máy chủ, chỉ chép cho ' +
      'nơi bạn đưa thẻ ra quét, để liên lạc được với bạn khi cần truy vết. Cán bộ y tế và nhân viên được giao việc mới ' +
      'được mở khi có lý do, và mỗi lần mở đều được ghi lại. Thẻ có hạn 14 ngày, thông tin bị xoá sau tối đa 21 ngày. Bạn ' +
      'có thể rút lại đồng ý bất cứ lúc nào. Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.',
    en:
      'A visitor pass is a QR code without your name in it. Your name and phone number are sealed on the server and copied ' +
      'only to the places where you have the pass scanned, so that you can be reached if contacts have to be traced. Only ' +
      'health officers and assigned staff may open them, with a reason, and every look is recorded. The pass is valid for ' +
      '14 days; your details are deleted after 21 days at most. You may withdraw at any time. Under Viet Nam’s Law ' +
      '91/2025/QH15 on the protection of personal data.',
  },
};
