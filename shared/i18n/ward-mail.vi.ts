/** The letter by which a ward reminds a business. */
export const wardMailVi = {
  subject: 'Phường nhắc: điểm quét mã của đơn vị',
  text: 'Kính gửi Quý đơn vị,\n\n{{reason}}\n\nMở trang của đơn vị tại đây để xem và xử lý:\n{{url}}\n\nNếu gặp khó khăn (thiết bị, mạng, người hướng dẫn…), hãy gửi cho phường ngay trên trang đó.\n\nTrân trọng.',
  closureReasons: {
    'not-there': 'Tại địa chỉ đã đăng ký không có cơ sở này.',
    duplicate: 'Cơ sở này đã được đăng ký một lần khác.',
    'not-theirs': 'Người đăng ký không phải là chủ cơ sở.',
    gone: 'Cơ sở đã ngừng hoạt động hoặc chuyển đi.',
  },
  closed: {
    subject: 'Phường đã đóng một cơ sở của đơn vị',
    text: 'Kính gửi Quý đơn vị,\n\nPhường đã đóng một cơ sở của đơn vị trên hệ thống. Lý do: {{reason}}\n\nMã QR của cơ sở không nhận khai báo nữa. Lượt khách đã ghi vẫn được giữ và tự xoá theo thời hạn như trước.\n\nNếu không đúng, xin trả lời phường trong vòng 7 ngày tại đây:\n{{url}}\n\nTrân trọng.',
  },
  reopened: {
    subject: 'Phường đã mở lại cơ sở của đơn vị',
    text: 'Kính gửi Quý đơn vị,\n\nPhường đã mở lại cơ sở đóng trước đây. Mã QR dùng được như trước, không cần in lại.\n\n{{url}}\n\nTrân trọng.',
  },
  reasons: {
    silent:
      'Điểm quét mã của đơn vị đã ba ngày hoặc hơn không có lượt vào nào tại quầy quét hoặc do nhân viên ghi. Xin cử người hướng dẫn khách quét mã khi vào.',
    'never-scanned':
      'Mã QR của đơn vị đã in nhưng chưa ai quét. Xin dán mã ở mọi lối vào, ngang tầm mắt, và hướng dẫn khách quét mã.',
    'kiosk-offline':
      'Quầy quét của đơn vị đã hơn một ngày không kết nối. Xin kiểm tra nguồn điện và mạng; máy vẫn ghi được khi mất mạng và sẽ tự gửi sau.',
  },
} as const;
