import { baseStyles } from "./base.styles.ts";
import { dialogStyles } from "./dialog.styles.ts";
import { smallStyles, wideStyles } from "./layout.styles.ts";
import { learningStyles } from "./learning.styles.ts";
import { messageStyles } from "./message.styles.ts";
import { workStyles } from "./work.styles.ts";

/** Later ones win: the layouts come after what they rearrange. */
export const trackerStyles = [baseStyles, workStyles, messageStyles, learningStyles, smallStyles, wideStyles, dialogStyles];
