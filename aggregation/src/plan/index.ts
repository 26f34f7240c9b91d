export { type AnswerPlan, type MoreAnswers, moreAnswersCsv, planAnswers } from "./more-answers.ts";
