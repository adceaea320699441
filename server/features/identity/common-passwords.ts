/** The most guessed passwords of eight characters and more (shorter ones are refused anyway), lower case. */
const list = `
00000000 00000001 01234567 0123456789 10101010 102030405060 11111111 11223344 1122334455 112233445566
12121212 121212121 123123123 123123456 123321123 12341234 12344321 123454321 1234554321 123456123 12345678
123456789 1234567890 12345678910 13131313 13579246 147258369 159753456 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
1qaz2wsx 1qaz2wsx3edc 1qazxsw2 20202020 22222222 24681012 31415926 33333333 44444444 55555555 66666666
69696969 741852963 77777777 789456123 87654321 88888888 987654321 9876543210 99999999 a1234567 a12345678
a1b2c3d4 aa123456 aaa11111 abc12345 abc123456 abc123abc abcd1234 abcd12345 abcdefg1 abcdefgh academy1
academy123 access123 access14 admin123 admin1234 admin12345 admin123456 adminadmin administrator
administrator1 adobe123 android1 apple123 arsenal1 asdf1234 asdfasdf asdfghjk asdfghjkl asshole1 autumn123
azerty123 azertyuiop babygirl babygirl1 barcelona barcelona1 baseball baseball1 basketball batman123
beautiful blessed1 bonjour1 butterfly changeit changeme changeme1 changeme123 charlie1 cheese123 chelsea1
chicken1 chocolate college1 company1 company123 computer computer1 contrasena contraseña cookie123 corvette
december default1 default123 demo1234 demo12345 demodemo dolphin1 dragon123 dropbox1 elephant facebook
facebook1 february ferrari1 football football1 fuckyou1 fuckyou123 fussball geheim123 ginger123 godisgood
google123 guest123 guest1234 hallo123 hallo1234 hello123 hello1234 hellohello hunter12 hunter123 iloveyou
iloveyou1 iloveyou123 iloveyou2 internet internet1 iphone123 january1 jennifer jessica1 jesus123
jesuschrist jordan23 juventus kennwort killer123 learning letmein1 letmein123 linkedin linkedin1 liverpool
liverpool1 login123 login1234 lovelove loveme123 loveyou1 lyceum123 manager1 manager123 manchester
master123 mercedes michael1 michelle microsoft monkey123 motdepasse mudar123 mustang1 november office123
p@ssw0rd p@ssw0rd1 p@ssword p@ssword1 pa$$word pa55word parola123 passport passw0rd passw0rd1 password
password1 password12 password123 password1234 passwort passwort1 passwort123 pepper123 photoshop pokemon1
pokemon123 porsche1 princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsx123 qazwsxedc qwerty12 qwerty123
qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyuiop123 qwertz123 qwertzui qwertzuiop
realmadrid root1234 root12345 rootroot samsung1 samsung123 schatz123 school123 secret12 secret123
secretpassword senha123 senha1234 september shadow123 soleil123 sommer123 spiderman spring123 starwars
starwars1 student1 student123 summer123 summer2023 summer2024 summer2025 summer2026 sunshine sunshine1
superman superman1 teacher1 teacher123 temp1234 temp12345 temppass tequiero test1234 test12345 test123456
testing1 testing123 testtest tigger123 toor1234 training training1 training123 trustno1 user1234 user12345
username welcome1 welcome123 welcome1234 whatever whatever1 windows1 windows10 winter123 winter2023
winter2024 winter2025 winter2026 zaq12wsx zaq1zaq1 zxcvbnm, zxcvbnm1 zxcvbnm123
`;

export const commonPasswords: ReadonlySet<string> = new Set(list.trim().split(/\s+/));
