/** Letters about people's accounts. {{placeholders}} as in i18next. */
export const accountMailVi = {
  reset: {
    subject: 'Đặt lại mật khẩu Venue Check-in',
    text: `Xin chào,

Có người vừa yêu cầu đặt lại mật khẩu cho tài khoản Venue Check-in dùng địa chỉ này. Nếu đó là bạn, hãy mở liên kết dưới đây trong vòng 30 phút. Liên kết chỉ dùng được một lần:

{{url}}

Nếu không phải bạn, cứ bỏ qua thư này: mật khẩu vẫn giữ nguyên.
`,
  },
};
