/** What the browser kiosk's host says when it does not show the kiosk. */
export const browserHostVi = {
  title: 'Máy khai báo chưa mở được',
  needsLink: 'Hãy mở máy khai báo bằng đường dẫn đã in trong cửa sổ dòng lệnh lúc khởi động.',
  usedLink: 'Đường dẫn này đã được dùng ở một trình duyệt khác. Hãy khởi động lại máy khai báo để có đường dẫn mới.',
  wrongAddress: 'Hãy dùng đúng địa chỉ đã in trong cửa sổ dòng lệnh.',
  notFound: 'Không có trang này.',
};
