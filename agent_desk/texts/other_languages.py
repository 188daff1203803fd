"""One sentence in each language that the assistant does not speak: what it speaks, and a person."""

from __future__ import annotations

SPEAKS_CHINESE_AND_ENGLISH = {
    "ru": "Я автоматический помощник и понимаю только китайский и английский. Напишите на одном из них или нажмите кнопку, чтобы позвать сотрудника.",
    "es": "Soy un asistente automático y solo entiendo chino e inglés. Escriba en uno de ellos o pulse el botón para hablar con una persona.",
    "pt": "Sou um assistente automático e só entendo chinês e inglês. Escreva em um deles ou toque no botão para falar com uma pessoa.",
    "ar": "أنا مساعد آلي وأفهم الصينية والإنجليزية فقط. اكتب بإحداهما أو اضغط على الزر للتحدث مع موظف.",
    "ja": "自動応答アシスタントです。中国語と英語のみ対応しています。どちらかでご入力いただくか、ボタンを押して担当者をお呼びください。",
    "ko": "자동 응답 도우미이며 중국어와 영어만 이해합니다. 두 언어 중 하나로 쓰시거나 버튼을 눌러 상담원을 불러 주세요.",
    "fr": "Je suis un assistant automatique et je ne comprends que le chinois et l'anglais. Écrivez dans l'une de ces langues ou appuyez sur le bouton pour parler à une personne.",
    "de": "Ich bin ein automatischer Assistent und verstehe nur Chinesisch und Englisch. Schreiben Sie in einer dieser Sprachen, oder drücken Sie die Taste, um mit einem Menschen zu sprechen.",
    "th": "ฉันเป็นผู้ช่วยอัตโนมัติและเข้าใจเฉพาะภาษาจีนกับภาษาอังกฤษ กรุณาพิมพ์เป็นภาษาใดภาษาหนึ่ง หรือกดปุ่มเพื่อคุยกับเจ้าหน้าที่",
    "vi": "Tôi là trợ lý tự động và chỉ hiểu tiếng Trung và tiếng Anh. Vui lòng viết bằng một trong hai ngôn ngữ đó, hoặc nhấn nút để nói chuyện với nhân viên.",
    "id": "Saya asisten otomatis dan hanya memahami bahasa Mandarin dan Inggris. Silakan menulis dalam salah satunya, atau tekan tombol untuk berbicara dengan staf.",
    "it": "Sono un assistente automatico e capisco solo cinese e inglese. Scriva in una di queste lingue o prema il pulsante per parlare con una persona.",
    "tr": "Ben otomatik bir asistanım ve yalnızca Çince ile İngilizce anlıyorum. Bu dillerden birinde yazın ya da bir çalışanla konuşmak için düğmeye basın.",
    "nl": "Ik ben een automatische assistent en begrijp alleen Chinees en Engels. Schrijf in een van deze talen, of druk op de knop om met een medewerker te spreken.",
    "pl": "Jestem automatycznym asystentem i rozumiem tylko chiński i angielski. Proszę pisać w jednym z nich albo nacisnąć przycisk, aby porozmawiać z pracownikiem.",
}
