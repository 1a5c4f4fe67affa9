/** Texts of posters and passes. {{placeholders}} as in i18next. */
export const printVi = {
  poster: {
    title: 'Mã QR khai báo y tế: {{venue}}, {{entrance}}',
    callToAction: 'Mời quét mã trước khi vào',
    steps: {
      open: 'Mở máy ảnh hoặc Zalo',
      scan: 'Hướng máy vào mã QR',
      show: 'Khai báo rồi giơ dấu tích xanh',
    },
    opens: 'Trang sẽ mở',
    otherAddress: 'Thấy địa chỉ khác? Xin đừng điền và báo nhân viên.',
    noPhone: 'Không có điện thoại? Nhân viên sẽ giúp bạn.',
    privacy: 'Thông tin được niêm phong, chỉ mở khi cần truy vết và bị xoá sau tối đa 21 ngày.',
    printedOn: 'In ngày {{date}}',
    serial: 'Số {{serial}}',
    shortCode: 'Mã điểm {{code}}',
    help: 'Hỗ trợ: {{phone}}',
    qrLabel: 'Mã QR mở trang {{url}}',
    demo: 'DEMO',
    demoWarning: 'BẢN THỬ, KHÔNG SỬ DỤNG',
  },
  pass: {
    title: 'Thẻ khách',
    holdToKiosk: 'Đưa mã trước máy quét',
    validUntil: 'Có giá trị đến hết ngày {{date}}',
    qrLabel: 'Mã QR thẻ khách {{tail}}',
  },
};
