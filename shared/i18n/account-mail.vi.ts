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
  verify: {
    subject: '{{code}} là mã xác nhận địa chỉ e-mail của bạn',
    text: `Xin chào,

Mã xác nhận địa chỉ e-mail cho tài khoản Venue Check-in của bạn:

    {{code}}

Nhập mã này ở trang Tài khoản trong vòng 30 phút. Không đưa mã cho ai khác.

Nếu bạn không đăng ký Venue Check-in thì có người đã gõ nhầm địa chỉ: cứ bỏ qua thư này, sẽ không có thư nào khác.
`,
  },
  notice: {
    subject: 'Tài khoản Venue Check-in của bạn vừa thay đổi',
    text: `Xin chào,

{{what}}.

Nếu đó là bạn, không cần làm gì thêm. Nếu không phải, hãy mở {{url}} ngay: đăng xuất mọi nơi, rồi đổi mật khẩu. Nếu không đăng nhập được, hãy chọn “Quên mật khẩu?” hoặc gọi người quản trị.
`,
    what: {
      'password-changed': 'Mật khẩu đã được đổi',
      'password-reset': 'Mật khẩu đã được đặt lại bằng liên kết',
      'email-changed': 'Tài khoản từ nay dùng một địa chỉ e-mail khác, không phải địa chỉ này',
      'reset-link-made': 'Đã có liên kết đặt lại mật khẩu cho tài khoản',
      'totp-added': 'Ứng dụng xác thực đã được thêm',
      'totp-removed': 'Ứng dụng xác thực đã bị gỡ',
      'passkey-added': 'Một khoá truy cập đã được thêm',
      'passkey-removed': 'Một khoá truy cập đã bị gỡ',
      'recovery-codes-made': 'Các mã khôi phục mới đã được tạo, mã cũ mất hiệu lực',
      'second-factors-removed': 'Mã xác thực, mã khôi phục và khoá truy cập đã bị gỡ',
    },
  },
};
