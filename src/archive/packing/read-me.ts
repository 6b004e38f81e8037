/** What whoever opens a package without Yttra has to know. */
export const READ_ME = `ARKIVPAKET FRÅN YTTRA

Paketet är ett ärende ur en kommunal nämnds diarium, som E-ARK CSIP/SIP 2.1.0.

METS.xml                         alla filer utanför representationen, med kontrollsummor (SHA-256)
metadata/descriptive/erms.xml    ärendet och dess handlingar, enligt CITS ERMS 2.1
metadata/preservation/premis.xml filerna, deras format och vad som begränsar utlämnande, enligt PREMIS 3.0
schemas/yttra-facts.xsd          schema för register.xml
representations/rep1/METS.xml    alla filer i ärendet, med kontrollsummor (SHA-256)
representations/rep1/data/
  register.xml       uppgifter ur diariet: ärendet, remisserna, remissinstanserna, anstånd, meddelanden,
                     beslut om sekretess, expedieringar och hur synpunkter bemöttes
  audit-trail.jsonl  ärendets historik, en händelse på varje rad. Varje händelse har en kontrollsumma över sig
                     själv och den föregående; av ett annat organs arbete står steg, läge och tid. Det som står
                     efter sista raden i historiken är bara läsningar och arkivpaket.
  documents/         handlingarna, precis som de lämnades in
  dispatches/        varje expedierat yttrande: innehållet som kanonisk JSON (RFC 8785), vars SHA-256 är
                     expedieringens, och handlingen som PDF/A-2a
  papers/            missiv, sammanställningar och andra handlingar som PDF/A-2a

Är paketet en remissinstans egen akt har register.xml i stället varje version av yttrandet, beslutet och det som skrevs
mellan parterna, documents/ även det som inte expedierades, och historiken gäller remissinstansens del av ärendet.

Begärs paketet igen blir det detsamma, så länge ärendet, organets namn och former för handlingar, det som är
gallrat och Yttras version är desamma. Paketets tidpunkt är den senaste händelsen i ärendet.
Sekretessmarkeringar står som restriction i erms.xml och som rights i premis.xml. De är en varning:
varje utlämnande prövas för sig.
`;
