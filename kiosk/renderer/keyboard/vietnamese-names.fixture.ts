/** Made-up people with real names, as they come to a door in Huế, and words that try every rime and placement. */
export const FULL_NAMES: readonly string[] = `
Nguyễn Thị Hương|Trần Văn Bình|Lê Thị Sen|Phạm Minh Tuấn|Hoàng Đức Thịnh|Huỳnh Ngọc Diễm|Phan Thanh Giản|Vũ Hải Yến
Võ Thị Sáu|Đặng Thùy Trâm|Bùi Xuân Phái|Đỗ Nhuận|Hồ Xuân Hương|Ngô Tất Tố|Dương Quỳnh Như|Lý Thường Kiệt
Tôn Nữ Diệu Huyền|Công Tằng Tôn Nữ Thu Thủy|Nguyễn Phúc Ưng Bình|Bửu Ý|Vĩnh Khuê|Bảo Quốc|Ưng Quả|Cao Thị Ngọc Hoa
Đoàn Thị Điểm|Trịnh Công Sơn|Mai Thúc Loan|Hà Huy Tập|Lâm Quang Vũ|Thái Thị Bích Vân|Tạ Đình Phong|Chu Thị Ngoan
La Hoài Thương|Quách Gia Huy|Từ Công Phụng|Kiều Oanh|Văn Cao|Đào Duy Anh|Hứa Vĩ Văn|Lưu Quang Vũ
Lương Thế Vinh|Triệu Thị Trinh|Trương Vĩnh Ký|Trương Hán Siêu|Khổng Tú Quỳnh|Khúc Thừa Dụ|Mạc Đăng Dung|Ông Ích Khiêm
Âu Dương Quân|Bạch Thái Bưởi|Cù Huy Cận|Diệp Minh Châu|Giang Thị Hằng|Giáp Văn Cương|Hàn Mặc Tử|Kha Vạng Cân
Nghiêm Thị Thoa|Ngụy Như Kon Tum|Nhâm Thị Lượm|Ninh Văn Khoát|Phùng Khắc Khoan|Quản Trọng Hùng|Sầm Nghi Đống|Tăng Bạt Hổ
Thân Nhân Trung|Tiêu Thị Mẫn|Tống Duy Tân|Ứng Hòe Vượng|Viên Ngọc Thuận|Xa Thị Khuyên|Yên Thị Duyên|Đinh Tiên Hoàng
Đàm Vĩnh Hưng|Đậu Thị Xuyến|Điền Thị Thuở|Đồng Thị Khuây|Doãn Kế Thiện|Đường Văn Ngọ|Hầu Thị Mỹ Uyên|Kim Thị Huệ
Lã Bất Vi|Lạc Thị Nguyệt Quế|Lều Thọ Nam|Lò Văn Muôn|Lục Vân Tiên|Lường Thị Tươi|Ma Văn Kháng|Mẫn Thị Chuyên
Mông Thị Phượng|Nông Đức Mạnh|Ô Thị Ngần|Ung Thị Kiều|Phí Thị Thủy Tiên|Phó Đức Chính|Quan Thị Luyến|Sơn Thị Sậy
Thạch Sô Phia|Thi Sách|Tòng Thị Phóng|Trà Thị Thu|Tuấn Khanh|Uông Chu Lưu|Vi Văn Định|Vương Thúy Vân
Vừ A Dính|Giàng A Páo|Sùng Seo Lử|Thào Thị Dợ|Chảo Láo Tả|Tẩn Sử Mẩy|Hạng Thị Chừ|Cứ Seo Phử
Quàng Thị Ngoãn|Cà Văn Xổm|Bế Văn Đàn|Nùng Trí Cao|Hoàng Thế Thiện|Nguyễn Khuyến|Đặng Huy Trứ|Nguyễn Quang Thiều
Rơ Châm Hiền|Siu Ngọc|Ksor Nham|Niê Thuật|Đinh Núp|Hồ Kan Lịch|Hồ Vai|Kê Sửu
Nguyễn Trường Tộ|Phan Bội Châu|Phan Chu Trinh|Nguyễn Ái Quốc|Trần Quý Cáp|Huỳnh Thúc Kháng|Lê Quý Đôn|Lê Hữu Trác
Trần Thị Quyên|Lê Quốc Khánh|Đỗ Quỳnh Giao|Bùi Thị Quế|Phan Quới|Nguyễn Thị Quý Hợi|Võ Giới|Trần Gia Giàu
Ngô Thị Giềng|Phạm Thị Giỏi|Lê Giỗ|Đinh Thị Gìn|Nguyễn Giữ|Trương Gióng|Bùi Giáng|Phan Thị Giá
Hoàng Thị Hòe|Lê Thị Loan|Nguyễn Toàn|Trần Khoa|Phan Khoái|Võ Ngoạn|Đỗ Thoại|Nguyễn Văn Xoài
Lê Thị Tuyết|Trần Nguyệt|Phạm Khuyết|Bùi Thị Thuyền|Hồ Chuyển|Võ Duệ|Nguyễn Tuệ|Lê Thuế
Trần Thị Lượng|Nguyễn Phước Lộc|Lê Được|Bùi Thị Mười|Hoàng Thị Bưởi|Phan Hưởng|Đoàn Ngưỡng|Nguyễn Hữu Cừu
Lê Thị Lựu|Trần Hưu|Phan Khứu|Nguyễn Bưu|Ngô Mưu|Dương Tửu|Trần Nghĩa|Nguyễn Nghị
Nguyễn Ngọc Nghiên|Trần Nghề|Lê Ngát|Bùi Ngân|Hồ Ngữ|Võ Thị Nguyên|Đỗ Nhường|Đinh Phấn
`
  .trim()
  .split(/[|\n]/u);

export const WORDS: readonly string[] = `
an án ảnh ánh anh ấn ấm ẩn ân ẵm ăn uống ốc ông ổn ơn ớt uy úy ủy ước ưu ứng yếu yến yên yêu ý ỷ ao áo eo ẻo êm ếch ít ích
bão bẫy bậc bẻ bếp bệnh biếc biển biểu bình bọc bóng bồng bớt bợm bụi buýt buộc buổi buồm bướm bướng bứt bửa bữa
cách cái cải cạnh cảnh cấp cẩn cậy chạch chẳng chệch chiếc chiêng chịu chuối chuột chuyện chuẩn chưởng cỏ cọc cỗi cối cuốc cuộn cưỡi cưới cường cứu
dạo dặm dậy dễ dịch diều doanh dõi dợn dưỡng dứt đuổi đượm đắng đẫy đệm đẹp đếm điếc điện điều đoạn đóa đói đỗi đột đủ đuốc đường đẫm
ếm gạch gắng gặp ghế ghềnh ghét ghiền gì giặt giấc giấy giêng giếng giết giúp giường giữa gỗ gội gượng
hẩm hẹn hến hiếm hiệp hiểu họ hoạch hoài hoãn hoảng hoặc hoẵng hoen hoét hộp huấn huênh huyễn huyết huýt hủy hưởng hướng hươu
kẽ kẹo kệch kềnh khách khẽ khoắt khỏe khoét khoảnh khuấy khuất khuếch khuôn khuỷu khuya khuyên khướu kiếm kiệu kịp kỹ
lệch liễu liệng lõa loẹt loằng loắt luật luẩn luộm luồng luýnh lười lượn lưỡng lượt
mẫu mệt miếu mượn mướp muỗi muỗm muốn mửa
nặng nếp ngã ngạch ngẫm nghẽn nghệch nghiêng nghiệp ngoéo ngoảnh ngoằn ngoèo nguây nguậy nguệch ngủ nguội ngược người nhoẻn nhuần nhuyễn nõn nướng nước nữa
òa oách oái oai oẳn ọe phẫu phức phướn phượng quà quả quạ quán quãng quạnh quẳng quắt quẩn quầng quật quẫy quậy quèn quẹo quét quế quệch quện quết quỉ quít quốc quở quý quyền quyết quỵt quỳnh
rẫy rệp riết rộng ruộng rượu rưỡi rước rữa sếu siết soái soạn suất suối sửa sườn sướng tảng tẩy tếch thếch thỏa thoáng thoắt thuế thuở thuốc thuẫn thuận thuê thuyết thưởng thướt tích toẹt trạch trẫm trệch triển trườn truyện tuần tuổi tuyển tuýp từng tưởng tượng
uẩn uất ưỡn ướt vẫn vẹn vếu viếng viết vịt vũng vướng vượt xẻng xóa xoắn xoăn xoèn xuất xuề xuể xuệch xuống xưởng xước
`
  .trim()
  .split(/\s+/u);

/** Place names and surnames from other languages of the country. */
export const LISTED_WORDS: readonly string[] = 'Đắk Lắk Krông Búk Kạn Niê Mlô Kđăm Kpă Mnông Xtiêng Hrê Zơrâm'.split(
  ' ',
);

/** Names no Vietnamese spelling could hold: they keep every key. */
export const FOREIGN_NAMES: readonly string[] = (
  'Alex Alexander Alice Amanda Andrew Angela Arthur Barbara Beckham Brooke Charles Chris Christopher Claire David Derek Diego Donald Dorothy ' +
  'Edward Elizabeth Emily Emma Eric Ernesto Eva Felix Fiona Francesca Frank Gabriel George Gerald Giovanni Gloria Gustavo Hector Helena ' +
  'Hiroshi Howard Isabelle Jack Jackson Jennifer Jessica John Johansson Kevin Klaus Kroos Leonardo Margaret Martin Matthew Michael Michelle ' +
  'Nakamura Nelson Oliver Oscar Patrick Pedro Peter Philippe Rachel Rebecca Richard Robert Roosevelt Rousseau Samuel Schwarzenegger Sebastian Smith ' +
  'Sophie Steven Stewart Susan Suzuki Takahashi Thomas Vanessa Victor Viktoria Vladimir Walter Watson Wendy Westbrook William Wilson Xavier ' +
  'Yamamoto Yasmine Zidane'
).split(' ');
