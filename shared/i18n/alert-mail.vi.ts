/** Letters about kiosks. {{placeholders}} as in i18next. */
export const alertMailVi = {
  subject: '{{count}} quầy cần xem: {{organisation}}',
  subjectOver: 'Quầy đã trở lại bình thường: {{organisation}}',
  began: 'Cần xem:',
  over: 'Đã trở lại bình thường:',
  line: '- {{kiosk}} ({{venue}}): {{what}}, từ {{time}}',
  text: `Xin chào,

{{lists}}

Mở trang quầy để xem phải làm gì: {{url}}

Mỗi sự cố chỉ được báo một lần, và một lần nữa khi đã hết.
`,
  what: {
    cloned: 'có hai máy cùng chạy bằng dữ liệu của quầy này',
    readmitted: 'quầy trở lại sau khi máy chủ được phục hồi, cần người xác nhận',
    offline: 'mất liên lạc',
    'waiting-week': 'có lượt chờ gửi hơn 7 ngày',
    'queue-old': 'có lượt chờ gửi hơn một giờ',
    'queue-growing': 'nhiều lượt chờ gửi',
    'disk-scarce': 'ổ đĩa gần hết chỗ',
    'disk-low': 'ổ đĩa sắp đầy',
    'clock-off': 'đồng hồ sai quá 2 phút',
    camera: 'camera không đọc được mã',
    scanner: 'máy quét không mở được',
    printer: 'máy in có vấn đề',
    poster: 'poster tại cửa không đúng',
  },
} as const;
